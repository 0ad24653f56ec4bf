"""Ways into an office: find it, ask, use a code, accept an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from foundation.accounts import actions
from foundation.accounts.forms import CodeForm, show_errors
from foundation.accounts.models import Invitation, Membership, Organisation
from foundation.accounts.permissions import may_ask_to_join, verified_addresses
from foundation.searched import searched_words
from foundation.telling import telling

MOST_FOUND = 40


@login_required
def office_find(request: HttpRequest) -> HttpResponse:
    """Find an office by its name, place or TERC code."""
    query = searched_words(request.GET)
    found = Organisation.objects.active().search(query).for_list() if query else []
    offices = list(found[: MOST_FOUND + 1])
    context = {
        "query": query,
        "offices": offices[:MOST_FOUND],
        "has_more": len(offices) > MOST_FOUND,
    }
    part = "#rows" if request.htmx else ""
    return render(request, f"accounts/office_find.html{part}", context)


@login_required
def office_join(request: HttpRequest, pk: int, form: CodeForm | None = None) -> HttpResponse:
    """The ways into one office that are open to this person."""
    office = get_object_or_404(Organisation.objects.active().for_list(), pk=pk)
    current = office.memberships.filter(user=request.user).exclude(state=Membership.State.ENDED)
    code = office.office_codes.filter(user=request.user).usable(timezone.now()).first()
    context = {
        "office": office,
        "membership": current.first(),
        "may_ask": may_ask_to_join(request.user, office),
        "has_coordinator": Membership.objects.coordinators_of(office).exists(),
        "code": code,
        "form": form or CodeForm(),
    }
    status = 422 if form else 200
    return render(request, "accounts/office_join.html", context, status=status)


@require_POST
@login_required
def join_ask(request: HttpRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Organisation.objects.active(), pk=pk)
    with telling(request, _("Your request has been sent to the coordinator of the office.")):
        actions.ask_to_join(office, by=request.user)
    return redirect("accounts:office_join", pk)


@require_POST
@login_required
def code_send(request: HttpRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Organisation.objects.active(), pk=pk)
    with telling(request, _("The code has been sent to the official address of the office.")):
        actions.send_office_code(office, by=request.user)
    return redirect("accounts:office_join", pk)


@require_POST
@login_required
def code_redeem(request: HttpRequest, pk: int) -> HttpResponse:
    office = get_object_or_404(Organisation.objects.active(), pk=pk)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            code = form.cleaned_data["code"]
            membership = actions.redeem_office_code(office, by=request.user, code=code)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(
                request, _("You now have an account in %(office)s.") % {"office": office}
            )
            return redirect("accounts:office" if membership.is_coordinator else "accounts:offices",
                            *([pk] if membership.is_coordinator else []))  # fmt: skip
    return office_join(request, pk, form=form)


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to anybody who holds its link; accept it as the person invited."""
    found = actions.find_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=404)
    if not Invitation.objects.usable(timezone.now()).filter(pk=found.pk).exists():
        return render(request, "accounts/invitation_over.html", {"invitation": found}, status=410)
    if request.method == "POST" and request.user.is_authenticated:
        done = _("You now have an account in %(office)s.") % {"office": found.organisation}
        with telling(request, done):
            actions.accept_invitation(found, by=request.user)
        return redirect("accounts:offices")
    is_theirs = request.user.is_authenticated and found.email.lower() in verified_addresses(
        request.user
    )
    context = {"invitation": found, "is_theirs": is_theirs, "here": request.path}
    return render(request, "accounts/invitation.html", context)
