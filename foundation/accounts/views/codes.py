"""One-time codes: the coordinator's page with them, and the way in for whom they were made."""

from collections.abc import Sequence

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from foundation.accounts import actions
from foundation.accounts.actions.without_mailbox import LIFE
from foundation.accounts.forms import PeopleForm, SignInCodeForm, show_errors
from foundation.accounts.links import absolute_url
from foundation.accounts.models import Membership, Organisation
from foundation.telling import telling

SIGNED_IN_FOR = 8 * 3600  # seconds


@never_cache
@login_required
def people_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter people without a mailbox; their first codes are shown once, to be printed and cut."""
    offices = Organisation.objects.coordinated_by(request.user).for_list()
    office = get_object_or_404(offices, pk=pk)
    form = PeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = form.cleaned_data["names"]
        try:
            entered = actions.enter_people(office, by=request.user, names=names)
        except ValidationError as error:
            show_errors(form, error)
        else:
            return _codes(request, office, entered)
    status = 422 if form.errors else 200
    return render(
        request, "accounts/people_enter.html", {"office": office, "form": form}, status=status
    )


@never_cache
@require_POST
@login_required
def sign_in_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A new code for one person, shown once."""
    visible = Membership.objects.visible_to(request.user).for_list()
    membership = get_object_or_404(visible, pk=pk)
    with telling(request):
        return _codes(request, membership.organisation, [membership])
    return redirect("accounts:office", membership.organisation_id)


@never_cache
@sensitive_post_parameters("code")
def code_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a code from one's coordinator, for a day's work."""
    form = SignInCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="login"):
            return ratelimit.respond_429(request)
        try:
            user = actions.redeem_sign_in_code(form.cleaned_data["code"])
        except ValidationError as error:
            show_errors(form, error)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            request.session.set_expiry(SIGNED_IN_FOR)
            return redirect(f"/{get_language()}/")
    status = 422 if form.errors else 200
    return render(request, "accounts/code_sign_in.html", {"form": form}, status=status)


def _codes(
    request: HttpRequest, office: Organisation, memberships: Sequence[Membership]
) -> HttpResponse:
    at = timezone.now()
    made = [(m.user, actions.make_sign_in_code(m, by=request.user, at=at)) for m in memberships]
    context = {
        "office": office,
        "codes": made,
        "until": at + LIFE,
        "url": absolute_url("accounts:code_sign_in", language=get_language()),
    }
    return render(request, "accounts/sign_in_codes.html", context)
