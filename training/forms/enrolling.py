"""Forms of those who enrol themselves or others."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from training.approvals import Approvers
from training.forms.questions import answers_in, question_fields
from training.forms.ways import WayForm
from training.models import Session

ANSWERS_SEEN = _(
    "Your answers to the questions above are seen by the organiser and the trainer only, and deleted "
    "thirty days after the training."
)


class EnrolForm(WayForm):
    """What a person says when enrolling; `organisation` proves whom the page showed as acting office."""

    organisation = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What should the organiser know?"),
        help_text=_("For example a sign language interpreter, captions, a place for a wheelchair."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    supervisor = forms.EmailField(
        label=_("E-mail of your supervisor"),
        help_text=_("They get a link and need no account."),
    )
    stand_in = forms.EmailField(
        label=_("E-mail of a stand-in"),
        help_text=_("Asked when your supervisor has not answered by half of the time."),
        required=False,
    )
    has_agreed = forms.BooleanField(
        label=_("I know what is stored about me"),
        help_text=_(
            "Your name, e-mail, office, this note and your attendance. The organiser, the trainer and "
            "the coordinator of your office see them; other participants do not."
        ),
    )

    def __init__(self, *args, session: Session, organisation_id: int | None, **kwargs) -> None:
        super().__init__(*args, session=session, **kwargs)
        self.organisation_id = organisation_id
        self.fields["organisation"].initial = organisation_id
        if not session.needs_approval:
            del self.fields["supervisor"], self.fields["stand_in"]
        asked = question_fields(session.questions.all())
        self.fields |= asked
        self.order_fields(["organisation", "way", *asked])
        if asked:
            agreed = self.fields["has_agreed"]
            agreed.help_text = f"{agreed.help_text} {ANSWERS_SEEN}"
        if session.question:
            self.fields["note"].label = session.question
            self.fields["note"].help_text = ""

    def clean_organisation(self) -> int:
        if self.cleaned_data["organisation"] != self.organisation_id:
            raise ValidationError(
                _("Meanwhile you chose another office in the header. Check it and enrol again.")
            )
        return self.organisation_id

    def answers(self) -> Mapping[int, str]:
        """To the organiser's questions, by their number."""
        return answers_in(self.cleaned_data)

    def approvers(self) -> Approvers | None:
        """Who has to agree, where the session wants that."""
        if "supervisor" not in self.fields:
            return None
        return Approvers(self.cleaned_data["supervisor"], self.cleaned_data["stand_in"])


class ApprovalForm(forms.Form):
    """The answer of a supervisor; which button was pressed says yes or no."""

    reason = forms.CharField(
        label=_("Reason, if you do not agree"),
        help_text=_("The person reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=250,
        required=False,
    )
