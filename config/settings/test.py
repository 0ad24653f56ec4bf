"""Tests: the development settings with state of their own in a folder that goes away with them."""

import os
import tempfile

# One folder per process (pytest-xdist starts several), so that no two write one index.
_folder = tempfile.TemporaryDirectory(prefix="punkt-wsparcia-test-", ignore_cleanup_errors=True)
os.environ["VAR_DIR"] = _folder.name
os.environ["DATABASE_POOL"] = "0"

from config.settings.dev import *  # noqa: E402,F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
