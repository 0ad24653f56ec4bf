"""Self-assessments of the office one acts for: which there are, and how one of them stands."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import Organisation
from foundation.posted import posted_key
from knowledge.actions.assessments import start_assessment
from knowledge.assessment.next_steps import FIRST, gaps_of, help_with
from knowledge.assessment.standings import base_of, chapters_of, standings_of, tallies_of
from knowledge.assessment.tally import tally
from knowledge.models import Assessment, RequirementText, StandardVersion
from knowledge.offices import may_lead, right_to_assess, served_by


@login_required
@require_safe
def assessment_list(request: HttpRequest) -> HttpResponse:
    """What the acting office has begun, and which standards in force it may begin with."""
    if not request.acting:
        return render(request, "knowledge/assessment/no_office.html")
    office = request.acting.organisation
    begun = _begun(request, office)
    tallies = tallies_of(begun, office)
    versions = StandardVersion.objects.visible_to(request.user).in_force(timezone.localdate())
    known = {one.version_id for one in begun}
    with_texts = RequirementText.objects.values("version")
    versions = versions.filter(pk__in=with_texts).exclude(pk__in=known)
    context = {
        "office": office,
        "rows": [(one, tallies[one.pk]) for one in begun],
        "versions": [
            (version, _former(version, begun))
            for version in versions.select_related("standard").newest_first()
        ],
        "may_start": may_lead(right_to_assess(request.user, office)),
    }
    return render(request, "knowledge/assessment/list.html", context)


@login_required
@require_POST
def assessment_start(request: HttpRequest) -> HttpResponse:
    """Begin with a version for the acting office; the action refuses those who may not."""
    versions = StandardVersion.objects.visible_to(request.user).published()
    version = get_object_or_404(versions, pk=posted_key(request, "version"))
    if not request.acting:
        return redirect("knowledge:assessment_list")
    office = request.acting.organisation
    try:
        begun = start_assessment(version, by=request.user, organisation=office)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("knowledge:assessment_list")
    messages.success(request, _("Your office can begin. What you write is saved as you go."))
    return redirect(begun)


@login_required
@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """How the office stands: by chapter, as a picture and a table."""
    found = get_object_or_404(Assessment.objects.visible_to(request.user).for_list(), pk=pk)
    base = base_of(found)
    standings = standings_of(found, base)
    context = {
        "assessment": found,
        "newer": Assessment.objects.visible_to(request.user)
        .filter(carried_from=found)
        .for_list()
        .first(),
        "base": base,
        "chapters": chapters_of(standings),
        "tally": tally(one.result for one in standings),
        "reopened": [one for one in standings if one.own.is_reopened],
        "next": next((one for one in standings if not one.result), None),
        "gaps": gaps_of(standings),
        "right": right_to_assess(request.user, found.organisation),
        "serves_others": base is None and served_by(found.organisation).exists(),
    }
    return render(request, "knowledge/assessment/overview.html", context)


@login_required
@require_safe
def assessment_next(request: HttpRequest, pk: int) -> HttpResponse:
    """The gaps in the order of doing; with the first three everything that helps."""
    found = get_object_or_404(Assessment.objects.visible_to(request.user).for_list(), pk=pk)
    standings = standings_of(found, base_of(found))
    gaps = gaps_of(standings)
    nothing = _("Everything that was rated so far is met or does not apply.")
    context = {
        "assessment": found,
        "first": [(one, help_with(one.own.text.requirement, request.user)) for one in gaps[:FIRST]],
        "later": gaps[FIRST:],
        "empty_text": nothing,
    }
    return render(request, "knowledge/assessment/next.html", context)


def _begun(request: HttpRequest, office: Organisation) -> Sequence[Assessment]:
    found = Assessment.objects.visible_to(request.user).filter(organisation=office).for_list()
    return list(found.order_by("version__standard__name_pl", "-version__in_force_from", "-pk"))


def _former(version: StandardVersion, begun: Sequence[Assessment]) -> Assessment | None:
    """The newest assessment of an earlier version, which the new one would take over."""
    same = (one for one in begun if one.version.standard_id == version.standard_id)
    return next((one for one in same if one.version.in_force_from < version.in_force_from), None)
