"""One requirement at a time: its text, the office's rating, and its history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.posted import posted_key
from foundation.telling import telling
from knowledge.actions.ratings import Rated, leave_as_it_is, put_back, rate
from knowledge.assessment.rating_forms import RatingForm
from knowledge.assessment.rating_place import Place, page_of, place_of, rating_form

PAGE = "knowledge/assessment/rating.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Show a requirement with its rating, or save what was written."""
    place = place_of(request.user, pk, code)
    if request.method != "POST":
        return render(request, PAGE, page_of(place, request.user))
    form = rating_form(place, request.POST)
    rated = _saved(request, place, form)
    if "X-Autosave" in request.headers:
        return _answer(form, rated)
    if rated is None:
        return render(request, PAGE, page_of(place, request.user, form=form), status=422)
    if rated.set_aside:
        return redirect(f"{place.rating.get_absolute_url()}#beside")
    messages.success(request, _("%s is saved.") % code)
    following = place.neighbour(1) if "next" in request.POST else None
    return redirect(following.own if following else place.rating)


def _saved(request: HttpRequest, place: Place, form: RatingForm) -> Rated | None:
    """What the action did; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    seen = form.cleaned_data["seen"]
    try:
        return rate(place.rating, by=request.user, values=form.values, seen=seen)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _answer(form: RatingForm, rated: Rated | None) -> JsonResponse:
    """For the page that saves by itself: a sentence, and the revision to go on from."""
    if rated is None:
        errors = " ".join(error for found in form.errors.values() for error in found)
        return JsonResponse({"said": _("Not saved yet: %s") % errors}, status=422)
    if rated.set_aside:
        said = _("Somebody else changed the same meanwhile. Both texts are kept.")
        return JsonResponse({"said": said, "is_clash": True})
    said = _("Saved at %s") % f"{timezone.localtime():%H:%M:%S}"
    return JsonResponse({"said": said, "is_clash": False, "revision": rated.rating.revision})


@login_required
@require_POST
def rating_restore(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put back what an earlier revision said, or decide about what was kept beside."""
    place = place_of(request.user, pk, code)
    event = get_object_or_404(place.rating.events, pk=posted_key(request, "event"))
    if "leave" in request.POST:
        leave_as_it_is(event, by=request.user)
        messages.success(request, _("It stays as it is. Your text is in the history."))
        return redirect(place.rating)
    with telling(request):
        below, seen = "below" in request.POST, posted_key(request, "seen")
        put_back(event, by=request.user, seen=seen, below=below)
        messages.success(request, _("%s is saved.") % code)
    return redirect(place.rating)
