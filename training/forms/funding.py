"""Forms of funding: a participant's data, and the source with its fields in Wagtail's admin."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from training.forms.questions import answers_in, question_fields
from training.models import FundingAnswer, FundingField

REFUSAL = ("", pgettext_lazy("answer", "I do not want to say"))


class FundingDataForm(forms.Form):
    """The fields of a source, filled with what is known; what may be refused says so."""

    def __init__(
        self, *args, fields: Sequence[FundingField], known: Mapping[int, str], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= question_fields(fields, known, no_answer=REFUSAL)
        for field, shown in zip(fields, self.fields.values(), strict=True):
            if field.may_refuse and not field.options:
                shown.help_text = _("You may leave this empty.")

    def answers(self) -> Mapping[int, str]:
        return answers_in(self.cleaned_data)


class FundingSourceForm(WagtailAdminModelForm):
    """A field that somebody has answered stays: the report needs it."""

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        gone = [f.instance.pk for f in self.formsets["fields"].deleted_forms if f.instance.pk]
        if FundingAnswer.objects.filter(field__in=gone).exists():
            self.add_error(None, _("A field that participants have answered cannot be taken out."))
            return False
        return True
