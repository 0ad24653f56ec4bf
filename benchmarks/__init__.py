"""Measurements: `python -m benchmarks`, or one of them, e.g. `python -m benchmarks.search`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()
