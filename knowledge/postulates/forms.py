"""Forms of postulates and of the record of agreements; actions check again."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from knowledge.models import Postulate, System
from knowledge.postulates.actions import Asked, Step

ANSWERS = [(state.value, state.label) for state in Postulate.ANSWERS]


class PostulateForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What it is about"), choices=Postulate.Kind, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("What should change"), max_length=150, help_text=_("In one sentence.")
    )
    body = forms.CharField(
        label=_("Why, and what happens today"),
        max_length=5000,
        help_text=_("An example, how often it happens, what it costs. Name no persons."),
        widget=forms.Textarea({"rows": 8}),
    )
    system = forms.ModelChoiceField(
        System.objects.all(), label=_("System"), required=False, empty_label=_("none")
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        is_about_system = cleaned.get("kind") == Postulate.Kind.SYSTEM
        if is_about_system and not cleaned.get("system") and "system" not in self.errors:
            self.add_error("system", _("Choose the system that should change."))
        return cleaned

    @property
    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})


class AnswerForm(forms.Form):
    state = forms.ChoiceField(label=_("The postulate is"), choices=ANSWERS)
    body_name = forms.CharField(label=_("Who answers"), max_length=200)
    text = forms.CharField(label=_("Answer"), max_length=5000, widget=forms.Textarea({"rows": 5}))


class AgreementForm(forms.Form):
    agreed_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    meeting = forms.CharField(label=_("Where it was agreed"), max_length=200)
    decision = forms.CharField(
        label=_("Decision"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    postulates = forms.ModelMultipleChoiceField(
        Postulate.objects.published(),
        label=_("Postulates it is about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class StepForm(forms.Form):
    who = forms.CharField(label=_("Who"), max_length=200)
    what = forms.CharField(label=_("What"), max_length=300)
    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class StepFormSet(formset_factory(StepForm, extra=3, max_num=10)):
    @property
    def steps(self) -> list[Step]:
        return [Step(**form.cleaned_data) for form in self.forms if form.cleaned_data]
