"""A log of an online meeting: the file, then whose each line is."""

from collections.abc import Mapping, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from training.meeting_log_files import MOST_BYTES
from training.models import Enrolment, MeetingLog, MeetingLogLine

NOBODY = "0"
SURE = (MeetingLogLine.Match.EMAIL, MeetingLogLine.Match.NAME)


class LogFileForm(forms.Form):
    file = forms.FileField(
        label=_("Log of the meeting (CSV)"),
        help_text=_(
            "As Teams, Zoom or Webex writes it: names, e-mails, when people joined and left."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large for a log: at most 2 MB."))
        return file


class LogMatchForm(forms.Form):
    """For each line that no e-mail settled, whose it is."""

    rest_absent = forms.BooleanField(
        label=_("Whoever is not in the log was absent"),
        help_text=_("Lines that you wrote by hand stay as they are."),
        required=False,
        initial=True,
    )

    def __init__(self, *args, log: MeetingLog, people: Sequence[Enrolment], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if log.is_early:
            del self.fields["rest_absent"]
        lines = list(log.lines.select_related("enrolment__person"))
        self.sure = [line for line in lines if line.match == MeetingLogLine.Match.EMAIL]
        self.to_confirm = [line for line in lines if line.match != MeetingLogLine.Match.EMAIL]
        choices = [(NOBODY, _("nobody of the participants")), *_choices(people)]
        for line in self.to_confirm:
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(
                label=line.name or line.email,
                choices=choices,
                initial=str(line.enrolment_id or NOBODY),
            )

    def rows(self) -> list[tuple[MeetingLogLine, forms.BoundField]]:
        """Lines to confirm, those that need a person first."""
        rows = [(line, self[f"line-{line.pk}"]) for line in self.to_confirm]
        return sorted(rows, key=lambda row: (row[0].match in SURE, row[0].pk))

    def chosen(self) -> Mapping[int, int | None]:
        data = self.cleaned_data
        return {
            line.pk: int(data[f"line-{line.pk}"]) or None
            for line in self.to_confirm
            if data.get(f"line-{line.pk}")
        }


def _choices(people: Sequence[Enrolment]) -> list[tuple[str, str]]:
    return [(str(e.pk), f"{e.person}, {e.organisation}") for e in people]
