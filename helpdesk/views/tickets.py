"""The requester's pages: own tickets and the office's, one ticket, and what is new in it."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.acting import choices_of
from foundation.accounts.models import Organisation, User
from foundation.posted import key_in
from foundation.spreadsheets import csv_response
from foundation.telling import telling
from helpdesk import (
    actions,
    conversation,
    followers,
    permissions,
    related,
    ticket_list,
    transitions,
    wording,
)
from helpdesk.exports import ticket_headings, ticket_rows
from helpdesk.forms.sensitive import without_sensitive
from helpdesk.forms.tickets import RatingForm, ReplyForm, UnitsForm
from helpdesk.incidents import readings
from helpdesk.models import Draft, Rating, Ticket
from helpdesk.ties.reading import tied_for_requester
from helpdesk.views.keeping import hold, show_again


def ticket_for(request: HttpRequest, reference: str) -> Ticket:
    found = (
        Ticket.objects.visible_to(request.user).for_list().select_related("requirement", "category")
    )
    ticket = get_object_or_404(found, reference=reference)
    readings.note(ticket, by=request.user)
    return ticket


def event_number(request: HttpRequest) -> int:
    """The event named by `?after=`, 0 where it names none."""
    return key_in(request.GET.get("after", ""))


@login_required
@require_GET
def ticket_index(request: HttpRequest) -> HttpResponse:
    """Own tickets and those of the office, by state and word."""
    return render(request, "helpdesk/ticket_list.html", ticket_list.read(_wish(request)))


def _wish(request: HttpRequest) -> ticket_list.Wish:
    offices = [choice.organisation for choice in choices_of(request)]
    return ticket_list.Wish(request.user, request.GET, offices)


@login_required
@require_GET
def ticket_export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed now, as a CSV file."""
    found, _is_away = ticket_list.tickets(_wish(request))
    rows = ticket_rows(found.order_by("-changed_at", "-pk"), reader=request.user)
    return csv_response("zgloszenia.csv", ticket_headings(), rows)


@login_required
@require_GET
def ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """One ticket for its requester's side; those who answer it read it at the desk."""
    found = ticket_for(request, reference)
    if permissions.user_serves(request.user, found):
        return redirect("helpdesk:desk_ticket", reference)
    return render(request, "helpdesk/ticket.html", _context(request, found))


@login_required
@require_GET
def ticket_news(request: HttpRequest, reference: str) -> HttpResponse:
    """What came after the event that the page shows, for pages that stay open."""
    found = ticket_for(request, reference)
    context = _context(request, found, after=event_number(request))
    return render(request, "helpdesk/ticket_news.html", context)


@login_required
@require_POST
def ticket_reply(request: HttpRequest, reference: str) -> HttpResponse:
    found = ticket_for(request, reference)
    form = ReplyForm(request.POST, request.FILES)
    kept = {"name": Draft.ANSWER, "ticket": found}
    if "remove_sensitive" in request.POST:
        fields = hold(request, form, sent=without_sensitive(request.POST), **kept)
        return _again(request, found, form=_reply_form(found, fields), was_cleaned=True)
    fields = hold(request, form, **kept)
    if form.is_valid() and _answer(request, found, form):
        return redirect(found)
    show_again(form, fields["uploads"])
    found.refresh_from_db()
    form.data["version"] = found.version  # what is new is on the page now, so the next try may pass
    return _again(request, found, form=form)


def _answer(request: HttpRequest, found: Ticket, form: ReplyForm) -> bool:
    """Send the answer; where the action refuses, its reason stands in the form."""
    text = {"body": form.cleaned_data["body"], "version": form.cleaned_data["version"]}
    try:
        actions.reply(found, by=request.user, files=form.files_to_send, **text)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    actions.discard_draft(Draft.ANSWER, by=request.user, ticket=found)
    messages.success(request, _("Your answer was sent."))
    return True


@login_required
@require_POST
def ticket_rate(request: HttpRequest, reference: str) -> HttpResponse:
    found = ticket_for(request, reference)
    form = RatingForm(request.POST)
    if form.is_valid():
        done = _("Thank you, your rating was kept.")
        return _act(request, reference, actions.rate, done, **form.cleaned_data)
    return _again(request, found, rating_form=form)


@login_required
@require_POST
def ticket_units(request: HttpRequest, reference: str) -> HttpResponse:
    found = ticket_for(request, reference)
    if not permissions.user_can_set_units(request.user, found):
        raise PermissionDenied
    form = UnitsForm(request.POST, ticket=found, by=request.user, units=_offices(found))
    if form.is_valid():
        done = _("The offices it concerns were changed.")
        return _act(request, reference, actions.set_units, done, **form.cleaned_data)
    return _again(request, found, units_form=form)


@login_required
@require_POST
def ticket_close(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, actions.close, _("The ticket is closed."))


@login_required
@require_POST
def ticket_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    return _act(request, reference, actions.reopen, _("The ticket is open again."))


@login_required
@require_POST
def ticket_share(request: HttpRequest, reference: str) -> HttpResponse:
    is_restricted = request.POST.get("is_restricted") == "1"
    done = _("Now only you and the support point see it.") if is_restricted else _("Shared.")
    return _act(request, reference, actions.share, done, is_restricted=is_restricted)


def _act(request: HttpRequest, reference: str, action, done: str, **fields) -> HttpResponse:
    """Do something to a ticket and go back to it, saying what happened."""
    found = ticket_for(request, reference)
    with telling(request, done):
        action(found, by=request.user, **fields)
    return redirect("helpdesk:ticket", reference)


def _reply_form(found: Ticket, fields: Mapping[str, object] | None = None) -> ReplyForm:
    return ReplyForm(initial={**(fields or {}), "version": found.version})


def _again(request: HttpRequest, found: Ticket, **changed: object) -> HttpResponse:
    return render(request, "helpdesk/ticket.html", _context(request, found) | changed)


def _offices(found: Ticket) -> Sequence[Organisation]:
    return [unit.organisation for unit in found.units.select_related("organisation")]


def _context(request: HttpRequest, found: Ticket, *, after: int = 0) -> dict[str, object]:
    context = {
        "ticket": found,
        "standing": wording.Standing(found, reader=request.user),
        "conversation": conversation.read(found, request.user, for_staff=False, after=after),
        "can_share": permissions.user_can_share(request.user, found),
        "requirement_text": related.requirement_text(found, request.user),
        "answers": found.answers.all(),
        "units": _offices(found),
        **_rating(found, request.user),
    }
    return context if after else context | _forms(request, found, context["units"])


def _rating(found: Ticket, user: User) -> dict[str, object]:
    """The rating that was given and the form for one, where they exist."""
    rating = None if found.is_open else Rating.objects.visible_to(user).filter(ticket=found).first()
    can_rate = permissions.user_can_rate(user, found, timezone.now())
    return {"rating": rating, "rating_form": RatingForm(instance=rating) if can_rate else None}


def _forms(request: HttpRequest, found: Ticket, units: Sequence[Organisation]) -> dict[str, object]:
    """What a whole page has besides: what one can do, and what else there is about the matter."""
    user, now = request.user, timezone.now()
    draft = Draft.objects.visible_to(user).filter(form=Draft.ANSWER, ticket=found).first()
    is_resumed = draft is not None and "draft" in request.GET
    may_have_units = bool(units) or len(choices_of(request)) > 1
    can_set_units = may_have_units and permissions.user_can_set_units(user, found)
    units_form = UnitsForm(ticket=found, by=user, units=units) if can_set_units else None
    return {
        "form": _reply_form(found, draft.initial if is_resumed else None),
        "draft": None if is_resumed else draft,
        "draft_name": f"{Draft.ANSWER}-{found.reference}",
        "can_reopen": transitions.may_reopen(found, now),
        "reopen_until": transitions.reopen_until(found),
        "units_form": units_form if units_form and units_form.offices else None,
        "tied": tied_for_requester(found, user),
        "related": related.around(found, user),
        **followers.shown_to(user, found),
    }
