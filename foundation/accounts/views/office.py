"""What a coordinator looks after: an office with its people, units and mandates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts import actions
from foundation.accounts.forms import InvitationForm, MandateForm, UnitForm, show_errors
from foundation.accounts.models import Invitation, Mandate, Organisation
from foundation.accounts.views.joining import MOST_FOUND
from foundation.searched import searched_words
from foundation.telling import telling

MEMBERS_A_PAGE = 50


def _office(request: HttpRequest, pk: int) -> Organisation:
    """An office that this person looks after; others do not learn of this page."""
    offices = Organisation.objects.coordinated_by(request.user).for_list()
    return get_object_or_404(offices, pk=pk)


@login_required
def office(request: HttpRequest, pk: int, form: InvitationForm | None = None) -> HttpResponse:
    """The office as its coordinator sees it: requests first, then people, invitations, units, mandates."""
    office = _office(request, pk)
    current = office.memberships.for_list().order_by("-is_coordinator", "user__name", "pk")
    members = Paginator(current.active(), MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "office": office,
        "requests": current.filter(state="requested"),
        "members": members,
        "invitations": office.invitations.usable(timezone.now()),
        "units": office.units.active(),
        "domains": office.mail_domains.all(),
        "mandates": office.mandates_given.current(today).select_related("serving"),
        "serving": office.mandates_given_to.current(today).select_related("served"),
        "form": form or InvitationForm(),
    }
    return render(request, "accounts/office.html", context, status=422 if form else 200)


@require_POST
@login_required
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    found = _office(request, pk)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            actions.invite(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The invitation has been sent."))
            return redirect("accounts:office", pk)
    return office(request, pk, form=form)


@require_POST
@login_required
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    offices = Organisation.objects.coordinated_by(request.user)
    found = get_object_or_404(Invitation.objects.filter(organisation__in=offices), pk=pk)
    with telling(request, _("The invitation has been withdrawn.")):
        actions.withdraw_invitation(found, by=request.user)
    return redirect("accounts:office", found.organisation_id)


@require_POST
@login_required
def domain_claim(request: HttpRequest, pk: int) -> HttpResponse:
    found = _office(request, pk)
    with telling(request, _("People with an address in your mail domain can now ask to join.")):
        actions.claim_domain(found, by=request.user)
    return redirect("accounts:office", pk)


@login_required
def unit_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = _office(request, pk)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = actions.add_unit(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The unit %(unit)s has been added.") % {"unit": unit})
            return redirect("accounts:office", pk)
    return render(request, "accounts/unit_add.html", {"office": found, "form": form})


@login_required
def mandate_find(request: HttpRequest, pk: int) -> HttpResponse:
    """First step of a mandate: who shall act for the office?"""
    found = _office(request, pk)
    query = searched_words(request.GET)
    others = Organisation.objects.active().exclude(pk=pk).search(query).for_list()
    context = {"office": found, "query": query, "offices": others[:MOST_FOUND] if query else []}
    part = "#rows" if request.htmx else ""
    return render(request, f"accounts/mandate_find.html{part}", context)


@login_required
def mandate_give(request: HttpRequest, pk: int, serving: int) -> HttpResponse:
    """Second step: on which basis, for what and until when?"""
    found = _office(request, pk)
    other = get_object_or_404(Organisation.objects.active().exclude(pk=pk).for_list(), pk=serving)
    form = MandateForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_mandate(found, by=request.user, serving=other, **form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The mandate has been given."))
            return redirect("accounts:office", pk)
    context = {"office": found, "serving": other, "form": form}
    return render(request, "accounts/mandate_give.html", context)


@require_POST
@login_required
def mandate_end(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = get_object_or_404(Mandate.objects.visible_to(request.user), pk=pk)
    with telling(request, _("The mandate has ended.")):
        actions.end_mandate(mandate, by=request.user)
    looked_after = Organisation.objects.coordinated_by(request.user)
    if looked_after.filter(pk=mandate.served_id).exists():
        return redirect("accounts:office", mandate.served_id)
    return redirect("accounts:office", mandate.serving_id)
