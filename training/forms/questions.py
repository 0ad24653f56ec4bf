"""Questions of a session as fields of a form."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import pgettext_lazy

from training.models import SessionQuestion
from training.models.asked import LONGEST, Asked

PREFIX = "question-"
NO_ANSWER = ("", pgettext_lazy("answer", "no answer"))


class QuestionForm(forms.ModelForm):
    class Meta:
        model = SessionQuestion
        fields = ("label_pl", "label_en", "kind", "choices_pl", "choices_en", "is_required")
        widgets = {
            "kind": forms.RadioSelect,
            "choices_pl": forms.Textarea(attrs={"rows": 3}),
            "choices_en": forms.Textarea(attrs={"rows": 3}),
        }


class AnswersForm(forms.Form):
    """The questions of a session, filled with what is known."""

    def __init__(
        self, *args, questions: Iterable[SessionQuestion], known: Mapping[int, str], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= question_fields(questions, known)

    def answers(self) -> Mapping[int, str]:
        return answers_in(self.cleaned_data)


def question_fields(
    questions: Iterable[Asked],
    known: Mapping[int, str] | None = None,
    no_answer: tuple[str, str] = NO_ANSWER,
) -> Mapping[str, forms.Field]:
    """One field for each question, under a name of its own; `no_answer` is what not to answer is called."""
    known = known or {}
    return {f"{PREFIX}{q.pk}": _field(q, known.get(q.pk, ""), no_answer) for q in questions}


def answers_in(cleaned: Mapping[str, object]) -> Mapping[int, str]:
    """What was answered, by the number of the question."""
    return {
        int(name.removeprefix(PREFIX)): str(value)
        for name, value in cleaned.items()
        if name.startswith(PREFIX)
    }


def _field(question: Asked, known: str, no_answer: tuple[str, str]) -> forms.Field:
    shared = {"label": question.label, "required": question.is_required, "initial": known}
    if question.kind == Asked.Kind.TEXT:
        return forms.CharField(
            max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **shared
        )
    options = list(question.options)
    if not question.is_required:
        options.append(no_answer)
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shared)
