"""The form of a new ticket: what is going on, what may answer it already, what the category asks."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.posted import key_in
from helpdesk import actions, permissions
from helpdesk.actions.offering import note_asked, note_opened, note_settled, note_shown
from helpdesk.expectation import expected_answer
from helpdesk.forms.asking import TicketForm
from helpdesk.forms.sensitive import without_sensitive
from helpdesk.models import Category, Draft, Kind, OfferedItem, Ticket
from helpdesk.offers import Offer, offers_for
from helpdesk.views.keeping import hold, show_again
from helpdesk.wording import moment

# What the form hands to the action; the rest is for the form itself.
SENT = (
    "kind", "body", "subject", "organisation", "units", "category", "answers", "system",
    "requirement", "is_restricted",
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def ticket_new(request: HttpRequest) -> HttpResponse:
    """Ask or report a fault; an incident has a lane of its own."""
    kind = _kind(request)
    if kind == Kind.INCIDENT:
        return redirect("helpdesk:incident")
    if request.method == "POST":
        return _posted(request, kind)
    draft = Draft.objects.visible_to(request.user).filter(form=f"new-{kind}", ticket=None).first()
    if draft and "draft" in request.GET:
        form = _form(request, kind, {**draft.initial, "kind": kind})
        return _page(request, form, kind)
    return _page(request, _form(request, kind, _beginning(request)), kind, draft=draft)


def _posted(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the ticket, or show the form again with what must be seen, answered or mended first."""
    form, name = _form(request, kind), f"new-{kind}"
    if "remove_sensitive" in request.POST:
        fields = hold(request, form, name, sent=without_sensitive(request.POST))
        return _page(request, _form(request, kind, fields), kind, was_cleaned=True)
    fields = hold(request, form, name)
    if _asks_more(form):
        return _page(request, _form(request, kind, fields), kind, asks_more=True)
    if form.is_valid():
        offers = [] if form.cleaned_data["offers_seen"] else _show_offers(request, form)
        if offers:
            return _page(request, _form(request, kind, fields), kind, offers=offers)
        if ticket := _send(request, form):
            return redirect(ticket)
    show_again(form, fields["uploads"])
    return _page(request, form, kind)


def _asks_more(form: TicketForm) -> bool:
    """A category was chosen whose questions did not stand on the page that was sent."""
    return bool(form.asked_fields) and form.data.get("fields_of") != str(form.category.pk)


def _send(request: HttpRequest, form: TicketForm) -> Ticket | None:
    """Open the ticket; where the action refuses, its reason stands in the form."""
    cleaned = form.cleaned_data
    about = {name: cleaned[name] for name in SENT if name in cleaned}
    try:
        ticket = actions.open_ticket(by=request.user, files=form.files_to_send, **about)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    note_asked(cleaned["sitting"])
    actions.discard_draft(f"new-{ticket.kind}", by=request.user)
    messages.success(request, _("Your ticket is with us: %s.") % ticket.reference)
    return ticket


@login_required
@require_GET
def ticket_asked(request: HttpRequest) -> HttpResponse:
    """What the chosen category asks, and when the answer would come: for the open form."""
    kind = _kind(request)
    form = _form(request, kind, {"category": request.GET.get("category", "")})
    context = _context(request, form, kind) | {"is_part": True}
    return render(request, "helpdesk/asking/asked.html", context)


@login_required
@require_POST
def offers(request: HttpRequest) -> HttpResponse:
    """What may answer the text that is being typed. By POST, so that the text stands in no log."""
    form = _form(request, _kind(request))
    form.is_valid()
    context = {"offers": _show_offers(request, form)}
    return render(request, "helpdesk/asking/offers.html", context)


@login_required
@require_GET
def offer_open(request: HttpRequest, sitting: UUID, item: int) -> HttpResponse:
    """Follow an offer; that it was opened is counted, not who opened it."""
    offered = get_object_or_404(OfferedItem, pk=item, sitting=sitting)
    note_opened(offered)
    return redirect(offered.url)


@login_required
@require_POST
def offers_settled(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """What was offered is enough: nothing is sent, and the draft goes."""
    note_settled(sitting)
    actions.discard_draft(f"new-{_kind(request)}", by=request.user)
    messages.success(request, _("Good that it helped. Nothing was sent."))
    return redirect("helpdesk:ticket_list")


def _show_offers(request: HttpRequest, form: TicketForm) -> Sequence[tuple[Offer, OfferedItem]]:
    cleaned = form.cleaned_data
    text, sitting = form.data.get("body", ""), cleaned.get("sitting")
    if not sitting:
        return []
    found = offers_for(text, user=request.user, system=cleaned.get("system"))
    return note_shown(sitting, kind=cleaned.get("kind") or Kind.QUESTION, offers=found)


def _kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", request.GET.get("kind", ""))
    return kind if kind in Kind.values else Kind.QUESTION


def _beginning(request: HttpRequest) -> Mapping[str, object]:
    """What a fresh form holds: the office one acts for, and what the link that led here names."""
    office = request.acting.organisation.pk if request.acting else None
    named = {
        name: request.GET[name]
        for name in ("system", "requirement", "category")
        if name in request.GET
    }
    question = request.GET.get("subject", "").replace("\0", "")
    return {"organisation": office, "body": question, **named}


def _form(
    request: HttpRequest, kind: str, fields: Mapping[str, object] | None = None
) -> TicketForm:
    """The form as it was sent, or a fresh one that holds `fields`."""
    given = request.POST if fields is None else fields
    offered = Category.objects.offered(kind).select_related("queue")
    key = key_in(str(given.get("category") or ""))
    category = offered.filter(pk=key).first() if key else None
    rights = permissions.offices_of(request.user)
    people = {"user": request.user, "rights": rights, "kind": kind, "category": category}
    if fields is None:
        return TicketForm(request.POST, request.FILES, **people)
    going_on = {"sitting": _sitting(request), "offers_seen": request.POST.get("offers_seen", "")}
    return TicketForm(initial={**fields, "kind": kind, **going_on}, **people)


def _sitting(request: HttpRequest) -> UUID:
    """The sitting that goes on with this form, or a new one."""
    try:
        return UUID(request.POST.get("sitting", ""))
    except ValueError:
        return uuid4()


def _page(request: HttpRequest, form: TicketForm, kind: str, **more: object) -> HttpResponse:
    if not form.rights:
        return render(request, "helpdesk/no_office.html")
    context = _context(request, form, kind) | more
    if more.get("offers"):
        form.initial["offers_seen"] = "1"
    return render(request, "helpdesk/ticket_new.html", context)


def _context(request: HttpRequest, form: TicketForm, kind: str) -> dict[str, object]:
    office = request.acting.organisation if request.acting else None
    expected = expected_answer(
        kind=kind, category=form.category, organisation=office, at=timezone.now()
    )
    return {
        "form": form,
        "kind": Kind(kind),
        "expected": expected,
        "expected_words": moment(expected.due_at) if expected else "",
        "draft_name": f"new-{kind}",
    }
