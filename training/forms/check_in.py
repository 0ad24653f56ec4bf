"""Codes as they come from the door: one typed in, or many from a phone that was without network."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.check_in import ScanSaid
from training.codes import CHECK_IN_GROUPS, grouped_from

MOST_SCANS = 500
MOST_BYTES = 100_000


class CheckInForm(forms.Form):
    """A code typed at the door; it works without scripts."""

    code = forms.CharField(
        label=_("Code of the person"),
        help_text=_("Eight letters and digits, as on the person's phone or in their e-mail."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_code(self) -> str:
        code = grouped_from(self.cleaned_data["code"], CHECK_IN_GROUPS)
        if not code:
            raise ValidationError(
                _("This is not a code for check-in: it has eight letters and digits.")
            )
        return code

    def said(self) -> ScanSaid:
        return ScanSaid(self.cleaned_data["client_id"], self.cleaned_data["code"], timezone.now())


def scans_in(body: bytes) -> Sequence[ScanSaid]:
    """The scans of a JSON body `{"scans": [{"id": …, "code": …, "at": milliseconds}]}`.

    Raises ValidationError where it is anything else, or too much.
    """
    if len(body) > MOST_BYTES:
        raise ValidationError(_("Too much at once."))
    try:
        rows = json.loads(body)["scans"]
        scans = [_scan(row) for row in rows]
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise ValidationError(_("This is no list of scans.")) from error
    if len(scans) > MOST_SCANS:
        raise ValidationError(_("Too much at once."))
    return scans


def _scan(row: dict) -> ScanSaid:
    scanned_at = datetime.fromtimestamp(float(row["at"]) / 1000, tz=UTC)
    return ScanSaid(uuid.UUID(str(row["id"])), str(row["code"])[:40], scanned_at)
