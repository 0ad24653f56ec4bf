"""What confirms a rating: files and links of the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.posted import posted_key
from knowledge.actions.evidence import add_evidence, remove_evidence, use_evidence
from knowledge.assessment.rating_forms import EvidenceForm, kept_evidence
from knowledge.assessment.rating_place import Place, page_of, place_of
from knowledge.models import Evidence


@login_required
@require_POST
def evidence_add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep a new file or link and confirm the rating by it."""
    place = _own_place(request, pk, code)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid() and _added(request, place, form):
        return _confirmed(request, place)
    context = page_of(place, request.user, evidence_form=form)
    return render(request, "knowledge/assessment/rating.html", context, status=422)


@login_required
@require_POST
def evidence_use(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Confirm the rating by something that the office keeps already."""
    place = _own_place(request, pk, code)
    kept = get_object_or_404(kept_evidence(place.rating), pk=posted_key(request, "evidence"))
    use_evidence(kept, rating=place.rating, by=request.user)
    return _confirmed(request, place)


@login_required
@require_POST
def evidence_remove(request: HttpRequest, pk: int, code: str, evidence: int) -> HttpResponse:
    """Confirm the rating by it no longer; the office keeps it."""
    place = _own_place(request, pk, code)
    found = get_object_or_404(Evidence.objects.filter(ratings=place.rating), pk=evidence)
    remove_evidence(found, rating=place.rating, by=request.user)
    messages.success(
        request, _("Taken away here. Your office still keeps it and can add it again.")
    )
    return redirect(f"{place.rating.get_absolute_url()}#evidence")


def _added(request: HttpRequest, place: Place, form: EvidenceForm) -> bool:
    cleaned = form.cleaned_data
    file = cleaned["files"][0] if cleaned["files"] else None
    about = {"content": file, "name": file.name} if file else {"url": cleaned["url"]}
    try:
        add_evidence(place.rating, by=request.user, title=cleaned["title"], **about)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _confirmed(request: HttpRequest, place: Place) -> HttpResponse:
    messages.success(request, _("The confirmation is added."))
    return redirect(f"{place.rating.get_absolute_url()}#evidence")


def _own_place(request: HttpRequest, pk: int, code: str) -> Place:
    place = place_of(request.user, pk, code)
    if place.right is None:
        raise PermissionDenied(_("You may not act for this office."))
    return place
