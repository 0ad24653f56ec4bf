"""What is wrong with the minutes, what is decided; what is in the way of a code."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from training.models import Enrolment, Objection
from training.words import meeting_words


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = Objection
        fields = ("meeting", "words")
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        labels = {"meeting": _("Which meeting?"), "words": _("What is wrong?")}
        help_texts = {"words": _("For example: I was there until the end, the connection broke.")}

    def __init__(self, *args, enrolment: Enrolment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        recorded = enrolment.session.meetings.filter(attendance__enrolment=enrolment)
        self.fields["meeting"].queryset = recorded
        self.fields["meeting"].empty_label = None
        self.fields["meeting"].label_from_instance = meeting_words


class DecisionForm(forms.Form):
    """Minutes, or none to leave them; always with words for the person."""

    minutes = forms.IntegerField(label=_("Correct minutes"), min_value=0, required=False)
    answer = forms.CharField(
        label=_("Answer to the person"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Answer in a sentence: the person reads it.")},
    )

    def __init__(self, *args, objection: Objection, **kwargs) -> None:
        super().__init__(*args, prefix=f"objection-{objection.pk}", **kwargs)
        self.objection = objection
        self.fields["minutes"].widget.attrs["max"] = objection.meeting.minutes
        self.fields["minutes"].help_text = _("0 to %(most)s; empty leaves them as they are.") % {
            "most": objection.meeting.minutes
        }

    def clean_minutes(self) -> int | None:
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes > self.objection.meeting.minutes:
            raise ValidationError(
                _("The meeting has %(most)s minutes.") % {"most": self.objection.meeting.minutes}
            )
        return minutes


class CannotForm(forms.Form):
    note = forms.CharField(
        label=_("What is in the way?"),
        help_text=_("For example: I hear the meeting by telephone, I cannot see the screen."),
        max_length=250,
    )
