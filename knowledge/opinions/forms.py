from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ANSWERS = [("yes", _("Yes, it helped")), ("no", _("No, it did not"))]


class OpinionForm(forms.Form):
    helped = forms.ChoiceField(
        label=_("Did this page help?"), choices=ANSWERS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What is missing or wrong?"),
        max_length=1000,
        required=False,
        help_text=_(
            "You may leave this empty. Write no names and no personal data: nobody answers here, "
            "the editor of the page reads it."
        ),
        widget=forms.Textarea({"rows": 5}),
    )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if "\0" in words:
            raise ValidationError(_("Null characters are not allowed."))
        return words

    @property
    def given(self) -> dict[str, object]:
        data = self.cleaned_data
        return {"is_helpful": data["helped"] == "yes", "words": data["words"]}
