"""What is kept about a person: shown, given out as a file, erased."""

import json
from collections.abc import Sequence

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail import hooks

from foundation.accounts import actions
from foundation.accounts.models import ErasureOrder, User
from foundation.accounts.personal_data import PersonalData


@login_required
@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/own_data.html", {"kinds": _kept(request.user)})


@login_required
@require_GET
def own_data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file that other programs read (GDPR art. 15 and 20)."""
    kinds = [{"label": kind.label, "records": list(kind.records)} for kind in _kept(request.user)]
    response = HttpResponse(
        json.dumps(kinds, ensure_ascii=False, indent=1, default=str),
        content_type="application/json; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="moje-dane.json"'
    return response


@login_required
@reauthentication_required
def own_data_erase(request: HttpRequest) -> HttpResponse:
    """Close one's own account for good, after the password was asked for again."""
    error = ""
    if request.method == "POST":
        try:
            actions.order_erasure(request.user, by=request.user)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            logout(request)
            messages.success(
                request, _("Your account is closed. Your data go within a few minutes.")
            )
            return redirect("/")
    return render(request, "accounts/erase.html", {"person": request.user, "error": error})


@login_required
def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """For administrators: what is kept about a person, and their erasure with its report."""
    if not request.user.is_administrator:
        raise Http404
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        try:
            actions.order_erasure(person, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("accounts:person_data", pk)
    order = ErasureOrder.objects.filter(user=person).first()
    context = {"person": person, "kinds": _kept(person), "order": order}
    return render(request, "accounts/person_data.html", context)


def _kept(user: User) -> Sequence[PersonalData]:
    """What every app keeps about `user`, without what is empty."""
    found = [kind for kept in hooks.get_hooks("personal_data") for kind in kept(user)]
    return [kind for kind in found if any(kind.records)]
