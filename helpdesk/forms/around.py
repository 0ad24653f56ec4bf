"""What agents fill in around a conversation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.search.folding import fold
from helpdesk.models import Tag


class TagField(forms.CharField):
    """A tag by its name in either language, as the list under the field offers it."""

    def clean(self, value: str) -> Tag:
        name = fold(" ".join(super().clean(value).split()))
        for tag in Tag.objects.active():
            if name in (fold(tag.name_pl), fold(tag.name_en), tag.slug):
                return tag
        raise ValidationError(
            _("There is no such tag. Supervisors keep the list; choose one of it.")
        )


class TagForm(forms.Form):
    tag = TagField(label=_("Tag"), max_length=50)


class ItemsForm(forms.Form):
    items = forms.CharField(
        label=_("What to do, one in each line"), widget=forms.Textarea({"rows": 2}), max_length=5000
    )


class CopyForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address"))
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
