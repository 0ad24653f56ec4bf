"""A computer of one's own: no secrets needed, mail kept as files. DEBUG=1 shows tracebacks."""

import os
import warnings

os.environ.setdefault("SECRET_KEY", "only-for-development-never-in-production-0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
os.environ.setdefault("FIELD_KEYS", "ZGV2ZWxvcG1lbnQta2V5LTMyLWJ5dGVzLWxvbmchISE=")
os.environ.setdefault("MAIL_TRANSPORT", "django.core.mail.backends.filebased.EmailBackend")
os.environ.setdefault("TRUSTED_AUTHSERV_ID", "mx.punkt-wsparcia.test")

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
EMAIL_FILE_PATH = VAR_DIR / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http on localhost
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}

# One ASGI process serves files too; reading them at once is fine for a handful of style sheets.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")
