"""Screens of the Wagtail admin."""
