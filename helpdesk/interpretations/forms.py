"""What agents fill in for an interpretation; actions check again."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.assignment.forms import DayField
from knowledge.models import Provision, RequirementText

LONGEST = 20_000


class TextsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, text: RequirementText) -> str:
        return f"{text.version.standard} {text.version.number}: {text}"


class ProposeForm(forms.Form):
    body = forms.CharField(
        label=_("The answer"),
        strip=False,
        max_length=LONGEST,
        help_text=_(
            "Its date, what it rests on and that it does not bind are added by themselves."
        ),
        widget=forms.Textarea({"rows": 5}),
    )
    stands_on = DayField(label=_("As of"))
    requirement_texts = TextsField(
        RequirementText.objects.none(),
        label=_("Requirements on which it rests"),
        required=False,
        widget=forms.SelectMultiple({"size": 5}),
    )
    provisions = forms.ModelMultipleChoiceField(
        Provision.objects.select_related("act"),
        label=_("Provisions on which it rests"),
        required=False,
        widget=forms.SelectMultiple({"size": 5}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        in_force = RequirementText.objects.in_force(timezone.localdate()).with_version()
        texts = self.fields["requirement_texts"]
        texts.queryset = in_force.order_by("version", "position")
        for name in ("requirement_texts", "provisions"):
            field = self.fields[name]
            rows = list(field.queryset)
            field.choices = [(row.pk, field.label_from_instance(row)) for row in rows]


class ReturnForm(forms.Form):
    remarks = forms.CharField(
        label=_("What to mend"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class PublishForm(forms.Form):
    question = forms.CharField(
        label=_("Question"), max_length=300, help_text=_("In one sentence, for everybody.")
    )
    answer = forms.CharField(
        label=_("Answer"), strip=False, max_length=LONGEST, widget=forms.Textarea({"rows": 14})
    )
    is_read = forms.BooleanField(
        label=_("I have read all of it: nobody can be recognised from it.")
    )


class WithdrawForm(forms.Form):
    because = forms.CharField(label=_("Why it is withdrawn"), max_length=300)
