"""Tests: the development settings with state of their own in a folder that goes away with the machine."""

import os
import tempfile

# One folder per process (pytest-xdist starts several), so that no two write one index.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="punkt-wsparcia-test-")
os.environ["DATABASE_POOL"] = "0"

from config.settings.dev import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
