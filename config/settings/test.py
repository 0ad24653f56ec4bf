"""Tests: the development settings with state of their own in a folder that goes away with them."""

import os
import tempfile

# One folder per process (pytest-xdist starts several), so that no two write one index.
_folder = tempfile.TemporaryDirectory(prefix="punkt-wsparcia-test-", ignore_cleanup_errors=True)
os.environ["VAR_DIR"] = _folder.name
os.environ["DATABASE_POOL"] = "0"
# The embedded engine on every database; tests of the other one ask for it.
os.environ["SEARCH_URL"] = "whoosh:"
if os.environ.get("REDIS_URL"):
    # Each process of pytest-xdist has a database of its own, so that none clears another's cache.
    _server = os.environ["REDIS_URL"].partition("?")[0]
    _number = os.environ.get("PYTEST_XDIST_WORKER", "gw15").removeprefix("gw")
    os.environ["REDIS_URL"] = f"{_server}?db={_number}"

from config.settings.dev import *  # noqa: E402,F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
