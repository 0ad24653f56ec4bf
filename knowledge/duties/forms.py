"""Forms about the duties of offices."""

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from foundation.accounts.models import Organisation
from knowledge.models import OfficeProfile


class OfficeProfileForm(forms.Form):
    """What an office declares of itself."""

    size = forms.ChoiceField(
        label=_("How many people work in the office?"),
        choices=[("", _("not said")), *OfficeProfile.Size.choices],
        required=False,
    )
    declarations = forms.MultipleChoiceField(
        label=_("The office …"),
        choices=OfficeProfile.Declaration,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def of(cls, profile: OfficeProfile | None) -> Self:
        known = {"size": profile.size, "declarations": profile.declarations} if profile else {}
        return cls(initial=known)


class DutyRuleForm(WagtailAdminModelForm):
    """A duty in the admin: kinds and sizes are ticked."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of offices"),
        choices=Organisation.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: every kind."),
    )
    sizes = forms.MultipleChoiceField(
        label=_("Sizes of offices"),
        choices=OfficeProfile.Size.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: every size."),
    )
