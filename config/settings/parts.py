"""Settings of the parts we build on: sign-in (allauth), Wagtail, outgoing mail."""

import environ

env = environ.Env()

# --- Sign-in -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "email")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "foundation.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "foundation.accounts.adapters.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "foundation.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for clocks that drift
MFA_TOTP_ISSUER = "Punkt Wsparcia"

# --- Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Punkt Wsparcia"
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("pl", "Polski"),
    ("en", "English"),
]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # its forms would bypass multi-factor sign-in
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True

# --- Mail ----------------------------------------------------------------------------------------

# Everything becomes a row first; the worker hands rows to the transport.
EMAIL_BACKEND = "foundation.mailing.backend.OutgoingMailBackend"
MAIL_TRANSPORT = env("MAIL_TRANSPORT", default="django.core.mail.backends.smtp.EmailBackend")
MAIL_DOMAIN = env("MAIL_DOMAIN", default="punkt-wsparcia.test")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default=f"Punkt Wsparcia <pomoc@{MAIL_DOMAIN}>"
)
for _name, _value in env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25").items():
    if _name not in ("EMAIL_BACKEND", "EMAIL_FILE_PATH"):
        globals()[_name] = _value
EMAIL_TIMEOUT = 20
