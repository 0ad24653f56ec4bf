"""Ready-to-use solutions and calls for funding in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from foundation.accounts.models import Organisation


class FundingCallForm(WagtailAdminModelForm):
    """Kinds of offices are ticked."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of offices"),
        choices=Organisation.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: every kind."),
    )


def _both(name: str, heading: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(f"{name}_pl"), FieldPanel(f"{name}_en")], heading)


SOLUTION_PANELS = [
    _both("title", _("Title")),
    FieldPanel("slug"),
    FieldPanel("system"),
    _both("summary", _("In short")),
    _both("for_whom", _("For whom it is")),
    _both("conditions", _("Conditions")),
    _both("cost", _("Cost")),
    _both("joining", _("How to join")),
    FieldPanel("url"),
    FieldPanel("is_published"),
]

FUNDING_PANELS = ObjectList(
    [
        _both("title", _("Title")),
        FieldPanel("programme"),
        FieldPanel("announced_by"),
        _both("summary", _("For what")),
        _both("who", _("Who may apply")),
        FieldPanel("kinds"),
        FieldPanel("place"),
        MultiFieldPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], _("When")),
        FieldPanel("budget"),
        _both("share", _("How much of the cost")),
        FieldPanel("solutions"),
        FieldPanel("url"),
        MultiFieldPanel([FieldPanel("checked_on"), FieldPanel("checked_by")], _("Checked")),
        FieldPanel("is_published"),
    ],
    base_form_class=FundingCallForm,
)
