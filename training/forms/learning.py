"""The test of a course: one field for each question."""

from collections.abc import Collection, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from training.learning import Asked


class TestForm(forms.Form):
    """Every question has to be answered; `number` says which attempt the page showed."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, questions: Sequence[Asked], number: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["number"].initial = number
        for asked in questions:
            self.fields[_name(asked)] = _field(asked)

    def answers(self) -> Mapping[str, Collection[str]]:
        """What was chosen, by key of the question."""
        return {
            asked.question.key: _as_list(self.cleaned_data[_name(asked)])
            for asked in self.questions
        }


def _name(asked: Asked) -> str:
    return f"q-{asked.question.key}"


def _field(asked: Asked) -> forms.Field:
    common = {
        "label": asked.text,
        "choices": asked.choices,
        "error_messages": {"required": _("Choose an answer.")},
    }
    if asked.takes_several:
        hint = _("Choose all that are right.")
        return forms.MultipleChoiceField(
            widget=forms.CheckboxSelectMultiple, help_text=hint, **common
        )
    return forms.ChoiceField(widget=forms.RadioSelect, **common)


def _as_list(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
