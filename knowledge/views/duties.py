"""What the acting office must do, and by when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import Organisation
from foundation.calendars.icalendar import days_of_duties
from knowledge.actions.duties import describe_office, open_feed, revoke_feed
from knowledge.duties.feeds import address_of, as_day, feed_of
from knowledge.duties.forms import OfficeProfileForm
from knowledge.duties.office_duties import duties_of, first_of
from knowledge.models import DutyFeed, DutyRule, OfficeProfile
from knowledge.offices import may_lead, right_to_assess


@login_required
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """Three things first, then every date of the coming year."""
    if not request.acting:
        return render(request, "knowledge/duties/no_office.html")
    return render(request, "knowledge/duties/list.html", _context(request))


@login_required
@require_POST
def office_describe(request: HttpRequest) -> HttpResponse:
    """What the acting office declares of itself; the action refuses those who may not."""
    office = _office(request)
    form = OfficeProfileForm(request.POST)
    if not form.is_valid():
        context = _context(request) | {"form": form}
        return render(request, "knowledge/duties/list.html", context, status=422)
    describe_office(office, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. The list shows what meets your office now."))
    return redirect("knowledge:duties")


@login_required
@require_POST
def feed_open(request: HttpRequest) -> HttpResponse:
    """Make an address for one's calendar program."""
    open_feed(_office(request), by=request.user)
    return redirect(f"{request.path.removesuffix('feed/')}#feed")


@login_required
@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """End the address; who has it gets nothing any more."""
    feeds = DutyFeed.objects.filter(user=request.user, revoked_at=None)
    revoke_feed(get_object_or_404(feeds, organisation=_office(request)), by=request.user)
    messages.success(request, _("The address of the calendar no longer works."))
    return redirect("knowledge:duties")


@require_safe
def duty_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of an office as a calendar, for programs that cannot sign in."""
    feed = feed_of(token)
    if feed is None:
        raise Http404
    site, now = request.build_absolute_uri("/").rstrip("/"), timezone.now()
    with translation.override(feed.user.language):
        days = [as_day(one, site=site, stamp=now) for one in duties_of(feed.organisation)]
        name = _("Dates: %s") % feed.organisation
    answer = HttpResponse(days_of_duties(days, name), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _office(request: HttpRequest) -> Organisation:
    if not request.acting:
        raise PermissionDenied(_("You may not act for this office."))
    return request.acting.organisation


def _context(request: HttpRequest) -> dict[str, object]:
    office = _office(request)
    found = duties_of(office)
    profile = OfficeProfile.objects.filter(organisation=office).first()
    feed = DutyFeed.objects.filter(organisation=office, user=request.user, revoked_at=None).first()
    leads = may_lead(right_to_assess(request.user, office))
    return {
        "office": office,
        "duties": found,
        "first": first_of(found),
        "profile": profile,
        "form": OfficeProfileForm.of(profile) if leads else None,
        "unchecked": DutyRule.objects.unchecked().count(),
        "feed_address": request.build_absolute_uri(address_of(feed)) if feed else "",
    }
