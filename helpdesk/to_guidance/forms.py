"""What an agent makes of an answer before it is proposed as guidance."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000


class DraftForm(forms.Form):
    question = forms.CharField(
        label=_("Question"), max_length=200, help_text=_("In one sentence, for everybody.")
    )
    answer = forms.CharField(
        label=_("Answer"), strip=False, max_length=LONGEST, widget=forms.Textarea({"rows": 14})
    )
    is_read = forms.BooleanField(
        label=_("I have read all of it: nobody can be recognised from it.")
    )

    @property
    def words(self) -> dict[str, str]:
        """Question and answer as the agent left them."""
        return {name: self.cleaned_data[name] for name in ("question", "answer")}
