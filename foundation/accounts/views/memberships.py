"""Verbs on one membership: let in, turn away, end, make and unmake a coordinator."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts import actions
from foundation.accounts.models import Membership
from foundation.telling import telling


def _membership(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.visible_to(request.user).for_list(), pk=pk)


def _back(request: HttpRequest, membership: Membership) -> HttpResponse:
    if membership.user_id == request.user.pk:
        return redirect("accounts:offices")
    return redirect("accounts:office", membership.organisation_id)


@require_POST
@login_required
def membership_approve(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    with telling(
        request, _("%(person)s now has an account in the office.") % {"person": membership.user}
    ):
        actions.approve_membership(membership, by=request.user)
    return _back(request, membership)


@require_POST
@login_required
def membership_reject(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    with telling(request, _("The request has been turned down.")):
        actions.reject_membership(membership, by=request.user)
    return _back(request, membership)


@require_POST
@login_required
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an account, also one's own; the last coordinator is asked once more."""
    membership = _membership(request, pk)
    confirmed = "confirmed" in request.POST
    try:
        with telling(
            request, _("The account in the office has been ended."), but=actions.LastCoordinator
        ):
            actions.end_membership(membership, by=request.user, confirmed=confirmed)
    except actions.LastCoordinator as warning:
        return _ask_again(request, membership, warning)
    return _back(request, membership)


@require_POST
@login_required
def coordinator_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    with telling(request, _("%(person)s is now a coordinator.") % {"person": membership.user}):
        actions.appoint_coordinator(membership, by=request.user)
    return _back(request, membership)


@require_POST
@login_required
def coordinator_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    confirmed = "confirmed" in request.POST
    done = _("%(person)s is no longer a coordinator.") % {"person": membership.user}
    try:
        with telling(request, done, but=actions.LastCoordinator):
            actions.dismiss_coordinator(membership, by=request.user, confirmed=confirmed)
    except actions.LastCoordinator as warning:
        return _ask_again(request, membership, warning)
    return _back(request, membership)


def _ask_again(
    request: HttpRequest, membership: Membership, warning: actions.LastCoordinator
) -> HttpResponse:
    context = {"membership": membership, "warning": warning.message, "here": request.path}
    return render(request, "accounts/confirm_last.html", context)
