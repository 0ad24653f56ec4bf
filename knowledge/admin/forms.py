"""Forms of the Wagtail admin that check more than one row at a time."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from knowledge.actions.law import overlap
from knowledge.models import ProvisionPeriod


class ProvisionForm(WagtailAdminModelForm):
    """A provision with its periods, none of which may share a day."""

    def clean(self):
        cleaned = super().clean()
        periods = sorted(self._periods(), key=lambda period: period.valid_from)
        if any(overlap(first, second) for first, second in pairwise(periods)):
            raise ValidationError(_("Two periods of this provision share a day."))
        return cleaned

    def _periods(self):
        for form in self.formsets["periods"].forms:
            data = form.cleaned_data if form.is_valid() else {}
            if data.get("valid_from") and not data.get("DELETE"):
                yield ProvisionPeriod(valid_from=data["valid_from"], valid_to=data.get("valid_to"))


class DataFieldForm(WagtailAdminModelForm):
    """A field of a data set. The lines of its examples belong to those of other fields, empty ones too."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["examples"].strip = False
