"""Four statements to agree with, two questions to write about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from training.models import SurveyAnswer
from training.surveys import RATINGS

AGREEMENT = (
    (5, _("I fully agree")),
    (4, _("I rather agree")),
    (3, _("neither")),
    (2, _("I rather disagree")),
    (1, _("I fully disagree")),
)


class SurveyForm(forms.ModelForm):
    class Meta:
        model = SurveyAnswer
        fields = (*RATINGS, "best", "better")
        widgets = {
            "best": forms.Textarea(attrs={"rows": 3}),
            "better": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in RATINGS:
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                choices=AGREEMENT,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer.")},
            )
        for name in ("best", "better"):
            self.fields[name].help_text = _("You need not write anything; please name nobody.")
