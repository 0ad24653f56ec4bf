"""A letter to participants: whom it is for, what it says."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from training.letters import states_with_people, ways_with_people
from training.models import Letter, Session

EVERYBODY = "both"


class LetterForm(forms.ModelForm):
    states = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )
    way = forms.ChoiceField(
        label=_("How they take part"), initial=EVERYBODY, widget=forms.RadioSelect
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Letter
        fields = ("states", "way", "subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args, session: Session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["states"].choices = [
            (value, f"{label} – {_people(n)}") for value, label, n in states_with_people(session)
        ]
        ways = ways_with_people(session)
        if len(ways) > 1:
            self.fields["way"].choices = [(EVERYBODY, _("all of them"))] + [
                (value, _("only %(way)s – %(people)s") % {"way": label, "people": _people(n)})
                for value, label, n in ways
            ]
        else:
            del self.fields["way"]

    def clean_way(self) -> str:
        way = self.cleaned_data["way"]
        return "" if way == EVERYBODY else way

    def letter(self) -> dict[str, object]:
        """What `write_letter` takes."""
        names = ("states", "way", "subject", "body", "token")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


def _people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}
