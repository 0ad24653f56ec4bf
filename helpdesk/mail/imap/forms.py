from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from helpdesk.models import Mailbox

SECRETS = ("secret", "refresh_token")
# Whoever changes where a secret is sent must know it.
WHERE = ("host", "port", "security", "user_name", "sign_in", "token_url", "client_id")


class MailboxForm(WagtailAdminModelForm):
    """Secrets go in and never come out: an empty field keeps the one that is stored."""

    token_url = forms.URLField(
        label=_("address for tokens"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        help_text=_(
            "Microsoft 365: https://login.microsoftonline.com/TENANT/oauth2/v2.0/token, "
            "Google: https://oauth2.googleapis.com/token"
        ),
    )
    scope = forms.CharField(
        label=_("scope"),
        required=False,
        max_length=300,
        help_text=_("Microsoft 365: https://outlook.office365.com/.default; Google: empty."),
    )

    class Meta:
        model = Mailbox
        fields = [
            "address",
            "queue",
            "is_active",
            "host",
            "port",
            "security",
            "user_name",
            "folder",
            "done_folder",
            "sign_in",
            "secret",
            "token_url",
            "client_id",
            "scope",
            "refresh_token",
        ]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in SECRETS:
            field = self.fields[name]
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
            if self.instance.pk:
                field.required, self.initial[name] = False, ""
                field.help_text = _("Leave empty to keep the one that is stored.")

    def clean_address(self) -> str:
        return self.cleaned_data["address"].lower()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        is_elsewhere = any(name in self.changed_data for name in WHERE)
        if self.instance.pk and is_elsewhere and not cleaned.get("secret"):
            text = _("The secret would be sent elsewhere than before: enter it again.")
            raise ValidationError({"secret": text})
        if self.instance.pk:
            stored = Mailbox.objects.get(pk=self.instance.pk)
            for name in SECRETS:
                cleaned[name] = cleaned.get(name) or self._kept(stored, name, is_elsewhere)
        return cleaned

    def _kept(self, stored: Mailbox, name: str, is_elsewhere: bool) -> str:
        return "" if is_elsewhere and name == "refresh_token" else getattr(stored, name)

    def save(self, commit: bool = True) -> Mailbox:
        """What was changed is tried at once, not after the pause of the last failure."""
        self.instance.attempts, self.instance.reason = 0, ""
        self.instance.next_try_at = timezone.now()
        return super().save(commit)
