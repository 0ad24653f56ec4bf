"""Taking an act from its ELI address in the admin: a proposal, which a person confirms."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.actions.acts import record_act
from knowledge.law import eli as service
from knowledge.models import LegalAct
from knowledge.models.law import eli_address
from knowledge.permissions import may_write

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AddressForm(forms.Form):
    """Which act is asked for."""

    eli = forms.CharField(
        label=gettext_lazy("ELI address"),
        validators=[eli_address],
        help_text=gettext_lazy("Journal/year/position, e.g. DU/2024/773."),
    )

    def clean_eli(self) -> str:
        return self.cleaned_data["eli"].strip("/ ")


class ProposalForm(forms.ModelForm):
    """What the service proposes, to be compared, mended and confirmed."""

    is_compared = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have compared this with the official journal"),
        help_text=gettext_lazy("Without this tick the act is shown as to be confirmed."),
    )

    class Meta:
        model = LegalAct
        fields = ("eli", "title", "short_name", "in_force_from", "in_force_to")
        widgets = {
            "eli": forms.HiddenInput,
            "title": forms.Textarea(attrs={"rows": 3}),
            "in_force_from": DAY,
            "in_force_to": DAY,
        }


def take_act(request: HttpRequest) -> HttpResponse:
    """The address, then the proposal; nothing is written before it is confirmed."""
    if not may_write(request.user):
        raise PermissionDenied
    if request.method == "POST" and "title" in request.POST:
        return _confirm(request)
    form = AddressForm(request.POST or None)
    context = _page(form=form)
    if form.is_valid():
        try:
            facts = service.read_act(
                form.cleaned_data["eli"], fetch=service.fetch, service=service.SERVICE
            )
        except service.ActNotRead as refusal:
            form.add_error("eli", str(refusal))
        else:
            context |= _proposal(facts)
    return render(request, "knowledge/admin/act.html", context)


def _proposal(facts: service.ActFacts) -> dict[str, object]:
    """The form filled from the service, beside what is recorded already."""
    known = LegalAct.objects.filter(eli=facts.eli).first()
    proposed = {
        "eli": facts.eli,
        "title": facts.title,
        "short_name": known.short_name if known else facts.citation[:60],
        "in_force_from": facts.in_force_from,
        "in_force_to": facts.in_force_to,
    }
    return {"facts": facts, "known": known, "form": ProposalForm(initial=proposed)}


def _confirm(request: HttpRequest) -> HttpResponse:
    known = LegalAct.objects.filter(eli=request.POST.get("eli", "")).first()
    form = ProposalForm(request.POST, instance=known)
    if form.is_valid():
        try:
            act = record_act(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(act)s is recorded.") % {"act": act})
            return redirect(act)
    context = _page(form=form, is_proposal=True)
    return render(request, "knowledge/admin/act.html", context, status=422)


def _page(**context: object) -> dict[str, object]:
    return {"page_title": _("Take an act from its ELI address"), **context}
