"""The page behind the secret link of a report: answers, more words and files, taking it over, ending it."""

from collections.abc import Callable, Sequence
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.files.models import StoredFile
from foundation.files.serving import as_download
from helpdesk import markdown, wording
from helpdesk.forms.sensitive import without_sensitive
from helpdesk.incidents import caps, kept_files, links, reporting
from helpdesk.incidents.forms import ClaimForm, LinkReplyForm
from helpdesk.incidents.tlp import MEANINGS
from helpdesk.models import IncidentLink, Message

REPLIES_AN_HOUR = 20


def with_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` the usable link of the secret in its address; anything else is a page that says so.

    What it answers is kept nowhere and listed by no search engine.
    """

    @wraps(view)
    def checked(request: HttpRequest, secret: str, **arguments: object) -> HttpResponse:
        link = links.link_of(secret)
        if link is None:
            response = render(request, "helpdesk/incident/link_over.html", status=404)
        else:
            response = view(request, link, secret, **arguments)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return checked


@require_safe
@with_link
def incident_link(request: HttpRequest, link: IncidentLink, secret: str) -> HttpResponse:
    return _page(request, link, secret)


@require_POST
@with_link
def incident_link_reply(request: HttpRequest, link: IncidentLink, secret: str) -> HttpResponse:
    """Add words and files to the report; what is not taken keeps its files."""
    form, kept = LinkReplyForm(request.POST, request.FILES), []
    form.is_valid()
    sent = form.cleaned_data.get("files") or []
    try:
        caps.count([caps.Cap("link", link.token_hash, REPLIES_AN_HOUR)])
        kept = kept_files.keep(link, sent, signed=request.POST.get("kept", ""))
        if "remove_sensitive" in request.POST:
            cleaned = LinkReplyForm(initial=without_sensitive(request.POST).dict())
            return _page(request, link, secret, form=cleaned, kept=kept)
        if form.is_valid():
            words = {"body": form.cleaned_data["body"], "files": kept}
            links.reply_by_link(link, sender=reporting.sender_of(link.ticket.incident), **words)
            messages.success(request, _("Added to your report."))
            return redirect("helpdesk:incident_link", secret)
    except ValidationError as error:
        form.add_error(None, error)
    return _page(request, link, secret, form=form, kept=kept)


@require_safe
@with_link
def incident_link_file(
    request: HttpRequest, link: IncidentLink, secret: str, pk: UUID
) -> HttpResponse:
    """A file of a public message of this report."""
    found = get_object_or_404(links.attachments_of(link).select_related("file"), file=pk).file
    if not found.is_served:
        raise Http404
    return as_download(found)


@login_required
@require_POST
@with_link
def incident_claim(request: HttpRequest, link: IncidentLink, secret: str) -> HttpResponse:
    """Make the report one's own ticket."""
    form = ClaimForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, link, secret, claim_form=form)
    ticket = links.claim(link, by=request.user, organisation=form.cleaned_data["organisation"])
    messages.success(request, _("The report is now among your tickets."))
    return redirect("helpdesk:incident_sheet", ticket.reference)


@require_POST
@with_link
def incident_link_end(request: HttpRequest, link: IncidentLink, secret: str) -> HttpResponse:
    """End the link; the report stays with the support point."""
    links.end_own_link(link)
    messages.success(request, _("The link no longer works. The report stays with us."))
    return redirect("helpdesk:incident")


def _page(
    request: HttpRequest,
    link: IncidentLink,
    secret: str,
    *,
    form: LinkReplyForm | None = None,
    kept: Sequence[StoredFile] = (),
    claim_form: ClaimForm | None = None,
) -> HttpResponse:
    ticket = link.ticket
    if request.user.is_authenticated:
        claim_form = claim_form or ClaimForm(user=request.user)
    context = {
        "ticket": ticket,
        "incident": ticket.incident,
        "tlp_meaning": MEANINGS[ticket.incident.tlp],
        "standing": wording.Standing(ticket),
        "link": link,
        "secret": secret,
        "address": request.build_absolute_uri(reverse("helpdesk:incident_link", args=[secret])),
        "spoken": [_spoken(message, secret) for message in links.messages_of(link)],
        "form": form or LinkReplyForm(),
        "kept": kept,
        "kept_signed": kept_files.sign(link, kept),
        "claim_form": claim_form,
    }
    status = 422 if form and form.errors else 200
    return render(request, "helpdesk/incident/link.html", context, status=status)


def _spoken(message: Message, secret: str) -> dict[str, object]:
    files = [
        (one, reverse("helpdesk:incident_link_file", args=[secret, one.file_id]))
        if one.file.is_served
        else (one, "")
        for one in message.attachments.all()
    ]
    return {"message": message, "html": markdown.render(message.body), "files": files}
