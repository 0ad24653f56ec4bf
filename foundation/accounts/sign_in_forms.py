"""allauth's forms in the style of the house: no placeholders, nothing but plain labels and hints."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class PlainFields:
    """Take placeholders away: the label says what belongs into a field, also while it is filled in."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


EMAIL = _("E-mail address")
PASSWORD_HINT = _(
    "At least 12 characters. Three or four words that do not belong together are good."
)


class SignInForm(PlainFields, forms.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}


class SignUpForm(PlainFields, forms.SignupForm):
    labels = {"email": EMAIL, "password1": _("Password"), "password2": _("Password once more")}
    hints = {
        "email": _("Best your office address: it shows which office you work for."),
        "password1": PASSWORD_HINT,
    }
    field_order = ["name", "email", "password1", "password2"]


class ResetPasswordForm(PlainFields, forms.ResetPasswordForm):
    labels = {"email": EMAIL}


class NewPasswordForm(PlainFields, forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password once more")}
    hints = {"password1": PASSWORD_HINT}


class ChangePasswordForm(PlainFields, forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    hints = {"password1": PASSWORD_HINT}


class ChangeEmailForm(PlainFields, forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ReauthenticateForm(PlainFields, forms.ReauthenticateForm):
    labels = {"password": _("Password")}
