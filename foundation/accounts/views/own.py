"""One's own account: profile, offices, in whose name one acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.acting import act_for as remember
from foundation.accounts.acting import acting_choices
from foundation.accounts.forms import ProfileForm
from foundation.accounts.models import Membership, Organisation
from foundation.posted import posted_key


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details have been saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@login_required
def offices(request: HttpRequest) -> HttpResponse:
    """Offices one belongs to or serves, and those one waits for."""
    memberships = request.user.memberships.exclude(state=Membership.State.ENDED).for_list()
    coordinated = Organisation.objects.filter(
        memberships__in=request.user.memberships.coordinators()
    )
    context = {
        "memberships": memberships,
        "served": [choice for choice in acting_choices(request.user) if choice.mandate],
        "coordinated": set(coordinated.values_list("pk", flat=True)),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/offices.html", context)


@require_POST
@login_required
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose in whose name to act, from the header or from one's offices."""
    office = get_object_or_404(Organisation, pk=posted_key(request, "organisation"))
    acting = remember(request, office.pk)
    messages.success(request, _("You now act for: %(office)s.") % {"office": acting.organisation})
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect("accounts:offices")
    return redirect(target)
