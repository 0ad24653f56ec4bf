"""What people fill in at the status page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.forms.moments import MomentField
from helpdesk.models import ServiceNotice, Ticket
from knowledge.models import System


def systems_in_use():
    return System.objects.exclude(state=System.State.RETIRED)


class EntryForm(forms.Form):
    """What is new, in both languages."""

    text_pl = forms.CharField(
        label=_("What is new (Polish)"), max_length=2000, widget=forms.Textarea({"rows": 4})
    )
    text_en = forms.CharField(
        label=_("What is new (English)"), max_length=2000, required=False,
        help_text=_("Left empty, English readers get the Polish text."),
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("text_pl", "text_en")}


class UpdateForm(EntryForm):
    """An entry, and what changes with it."""

    effect = forms.ChoiceField(
        label=_("Meanwhile the systems"),
        required=False,
        choices=[("", _("as before")), *ServiceNotice.Effect.choices],
    )
    planned_end_at = MomentField(label=_("Until (planned)"), required=False)


class NoticeForm(EntryForm):
    """A new notice with its first entry."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=ServiceNotice.Kind, widget=forms.RadioSelect
    )
    title_pl = forms.CharField(label=_("Title (Polish)"), max_length=150)
    title_en = forms.CharField(label=_("Title (English)"), max_length=150, required=False)
    systems = forms.ModelMultipleChoiceField(
        System.objects.none(), label=_("Systems"), widget=forms.CheckboxSelectMultiple
    )
    effect = forms.ChoiceField(
        label=_("Meanwhile the systems"), choices=ServiceNotice.Effect, widget=forms.RadioSelect
    )
    starts_at = MomentField(
        label=_("From"), required=False, help_text=_("Left empty, it begins now.")
    )
    planned_end_at = MomentField(
        label=_("Until (planned)"), required=False, help_text=_("Needed for planned works.")
    )
    reference = forms.CharField(
        label=_("Number of the ticket it hangs on"), max_length=20, required=False,
        help_text=_("Tickets under it are resolved when the notice ends. Never shown in public."),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["systems"].queryset = systems_in_use()
        self.order_fields(
            ["kind", "title_pl", "title_en", "systems", "effect", "starts_at", "planned_end_at"]
        )

    def clean_reference(self) -> Ticket | None:
        reference = self.cleaned_data["reference"].strip()
        if not reference:
            return None
        found = Ticket.objects.served_by(self.user).filter(reference__iexact=reference).first()
        if found is None:
            raise forms.ValidationError(_("There is no such ticket among yours."))
        return found

    @property
    def fields_of_notice(self) -> dict[str, object]:
        data = self.cleaned_data
        names = ("kind", "title_pl", "title_en", "effect", "planned_end_at")
        found = {name: data[name] for name in names}
        return found | ({"starts_at": data["starts_at"]} if data["starts_at"] else {})


class SubscribeForm(forms.Form):
    """Where to write, and about which systems."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"}))
    systems = forms.ModelMultipleChoiceField(
        System.objects.none(),
        label=_("About which systems"),
        required=False,
        help_text=_("None ticked: about all."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["systems"].queryset = systems_in_use()
