"""The organiser's page of a round of wishes: its rules, a dry run, the draw and every decision."""

import secrets
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.keyset import keyset_page, query
from training import actions
from training.forms.rounds import RoundForm
from training.models import Session, WishRound
from training.permissions import may_organise
from training.rounds import outlook
from training.views.organising import session_of

PAGE_SIZE = 50


@login_required
def wish_round(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    known = getattr(session, "wish_round", None)
    form = RoundForm(request.POST or None, instance=known or WishRound(session=session))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_round(session, by=request.user, rules=form.cleaned_data)
            messages.success(request, _("Saved. Whoever enrols from now on wishes for a place."))
            return redirect("training:wish_round", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = _context(request, session, known) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "training/rounds/wish_round.html", context, status=status)


@login_required
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session(request, pk)
    try:
        actions.draw(session, by=request.user)
        messages.success(request, _("The places are drawn; everybody is told by e-mail."))
    except (ValidationError, WishRound.DoesNotExist) as error:
        text = " ".join(getattr(error, "messages", [_("This session collects no wishes.")]))
        messages.error(request, text)
    return redirect("training:wish_round", pk=session.pk)


def _session(request: HttpRequest, pk: int) -> Session:
    if not may_organise(request.user):
        raise Http404
    return session_of(request, pk)


def _context(request: HttpRequest, session: Session, known: WishRound | None) -> dict[str, object]:
    now = timezone.now()
    context = {
        "session": session,
        "course": session.course,
        "wish_round": known,
        "crumbs": [
            (_("Organising training"), reverse("training:organise")),
            (session.course.title, reverse("training:organise_session", args=[session.pk])),
            (_("Wishes and draw"), ""),
        ],
    }
    if known and known.is_drawn:
        return context | _decisions(request, known)
    if known:
        known.session = session
        context["outlook"] = outlook(known, seed=secrets.token_hex(16), at=now)
        context["may_draw"] = not known.takes_wishes(now)
    context["may_set_up"] = not session.enrolments.current().exists()
    return context


def _decisions(request: HttpRequest, known: WishRound) -> dict[str, object]:
    rows = known.decisions.select_related("enrolment__person", "enrolment__organisation")
    name = request.GET.get("q", "").replace("\0", "").strip()[:100]
    if name:
        rows = rows.filter(enrolment__person__name__icontains=name)
    page = keyset_page(rows, request.GET, field="position", size=PAGE_SIZE, ascending=True)
    return {
        "decisions": page.rows,
        "q": name,
        **known.decisions.aggregate(
            wishes=Count("pk"), granted=Count("pk", filter=Q(has_place=True))
        ),
        **page.addresses(partial(query, q=name)),
    }
