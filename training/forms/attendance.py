"""Who was at a meeting, one line for each person; and the number of a certificate to check."""

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from training.attendance import Presence
from training.certificates import code_from
from training.models import Attendance, Enrolment, Meeting


class PresenceForm(forms.Form):
    """One person's line; left empty it says nothing yet."""

    presence = forms.ChoiceField(
        choices=Attendance.Presence, widget=forms.RadioSelect, required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, required=False)

    def __init__(self, *args, enrolment: Enrolment, meeting: Meeting, known, **kwargs) -> None:
        super().__init__(*args, prefix=f"line-{enrolment.pk}", **kwargs)
        self.enrolment, self.meeting, self.known = enrolment, meeting, known
        self.fields["presence"].label = str(enrolment.person)
        self.fields["minutes"].widget.attrs["max"] = meeting.minutes - 1
        self.fields["minutes"].widget.attrs["aria-label"] = _("Minutes of %(person)s") % {
            "person": enrolment.person
        }
        if known:
            is_part = known.presence == Attendance.Presence.PART
            self.initial = {
                "presence": known.presence,
                "minutes": known.minutes if is_part else None,
            }

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("presence") == Attendance.Presence.PART:
            most = self.meeting.minutes - 1
            if not 0 < (data.get("minutes") or 0) <= most:
                raise ValidationError(
                    _("%(person)s: for a part of the meeting say how many minutes, 1 to %(most)s.")
                    % {"person": self.enrolment.person, "most": most}
                )
        return data

    def said(self, *, otherwise: str = "") -> Presence | None:
        """What the line says; `otherwise` fills in where neither it nor anything known says something.

        A page that stood open while people were read at the door knows nothing of them.
        """
        kind = self.cleaned_data["presence"] or ("" if self.known else otherwise)
        if not kind:
            return None
        return Presence(self.enrolment.pk, kind, self.cleaned_data["minutes"] or 0)


def presence_forms(data, people: Sequence[Enrolment], meeting: Meeting) -> list[PresenceForm]:
    """A line for each person, filled in with what is known."""
    known = {row.enrolment_id: row for row in meeting.attendance.select_related("recorded_by")}
    return [
        PresenceForm(data, enrolment=person, meeting=meeting, known=known.get(person.pk))
        for person in people
    ]


class CheckForm(forms.Form):
    code = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("Sixteen letters and digits; hyphens and spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code = code_from(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("This is not a number of a certificate. Type it as printed."))
        return code
