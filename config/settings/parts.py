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
ACCOUNT_SIGNUP_FORM_CLASS = "foundation.accounts.forms.NameForm"
ACCOUNT_FORMS = {
    "login": "foundation.accounts.sign_in_forms.SignInForm",
    "signup": "foundation.accounts.sign_in_forms.SignUpForm",
    "reset_password": "foundation.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "foundation.accounts.sign_in_forms.NewPasswordForm",
    "change_password": "foundation.accounts.sign_in_forms.ChangePasswordForm",
    "add_email": "foundation.accounts.sign_in_forms.ChangeEmailForm",
    "reauthenticate": "foundation.accounts.sign_in_forms.ReauthenticateForm",
}
# Codes and no links: a code works only in the session that asked for it.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # never write to an address that nobody here has proven
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# How many proxies of one's own stand in front; with 0 the address of the connection counts.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "foundation.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Punkt Wsparcia"
MFA_TOTP_TOLERANCE = 1  # one step either way, for telephones whose clock is a little off

# --- Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Punkt Wsparcia"
WAGTAILADMIN_BASE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("pl", "Polski"),
    ("en", "English"),
]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # its forms would bypass multi-factor sign-in
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # people set theirs by mail
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_RENDITION_STORAGE = "pictures"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
TAGGIT_CASE_INSENSITIVE = True

# --- Mail ----------------------------------------------------------------------------------------

# Everything becomes a row first; the worker hands rows to the transport.
EMAIL_BACKEND = "foundation.mailing.backend.OutgoingMailBackend"
MAIL_TRANSPORT = env("MAIL_TRANSPORT", default="django.core.mail.backends.smtp.EmailBackend")
MAIL_DOMAIN = env("MAIL_DOMAIN", default="punkt-wsparcia.test")
# The name of our own receiving server in Authentication-Results (RFC 8601).
TRUSTED_AUTHSERV_ID = env("TRUSTED_AUTHSERV_ID", default="")
# Where there is no such name: DNS servers ("10.0.0.1:53", or "system") to verify the signatures of
# registered offices with (DKIM).
MAIL_DNS_SERVERS = env.list("MAIL_DNS_SERVERS", default=[])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default=f"Punkt Wsparcia <pomoc@{MAIL_DOMAIN}>"
)
for _name, _value in env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25").items():
    if _name not in ("EMAIL_BACKEND", "EMAIL_FILE_PATH"):
        globals()[_name] = _value
EMAIL_TIMEOUT = 20

# --- Files ---------------------------------------------------------------------------------------

# Of ClamAV's daemon: a path, or `host:port`. With one, nobody gets a file before it was checked.
CLAMAV_SOCKET = env("CLAMAV_SOCKET", default="")
