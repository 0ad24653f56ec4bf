"""One received mail: shown, and decided about."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.mail import preview, sorting
from helpdesk.mail.forms import AssignForm, DiscardForm, ToOfficeForm, ToTicketForm
from helpdesk.mail.parsing import ParsedMail
from helpdesk.models import RawMail, Ticket

# Links open beside the application, as pages that know nothing of it.
FRAME_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline' %s; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@login_required
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _get(request, pk))


@login_required
@require_safe
def mail_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as it came, to keep or to look into with another program."""
    raw = _get(request, pk)
    response = HttpResponse(bytes(raw.content), content_type="message/rfc822")
    response["Content-Disposition"] = f'attachment; filename="mail-{raw.pk}.eml"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as its sender laid it out, for a frame: no scripts, nothing loaded, rights of nobody."""
    context = {"page": preview.page(_get(request, pk))}
    response = render(request, "helpdesk/mail/page.html", context)
    styles = request.build_absolute_uri(settings.STATIC_URL)
    response["Content-Security-Policy"] = FRAME_POLICY % styles
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def mail_to_ticket(request: HttpRequest, pk: int) -> HttpResponse:
    raw = _get(request, pk)
    form = ToTicketForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, raw, to_ticket=form)
    ticket = form.cleaned_data["reference"]
    try:
        sorting.add_to_ticket(raw, parsed=_parsed(raw), ticket=ticket, by=request.user)
    except ValidationError as error:
        return _page(request, raw, error=error)
    return redirect("helpdesk:desk_ticket", reference=ticket.reference)


@login_required
@require_POST
def mail_to_office(request: HttpRequest, pk: int) -> HttpResponse:
    raw = _get(request, pk)
    form = ToOfficeForm(request.POST, raw=raw, search=request.POST.get("office", ""))
    if not form.is_valid():
        return _page(request, raw, to_office=form)
    try:
        ticket = sorting.open_for_office(
            raw, parsed=_parsed(raw), by=request.user, **form.cleaned_data
        )
    except ValidationError as error:
        return _page(request, raw, error=error)
    messages.success(request, _("The ticket %s was opened.") % ticket.reference)
    return redirect("helpdesk:parked_mail")


@login_required
@require_POST
def mail_discard(request: HttpRequest, pk: int) -> HttpResponse:
    raw = _get(request, pk)
    form = DiscardForm(request.POST)
    if not form.is_valid():
        return _page(request, raw, discarding=form)
    try:
        sorting.discard(raw, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        return _page(request, raw, error=error)
    messages.success(request, _("The message was discarded. It stays on record."))
    return redirect("helpdesk:parked_mail")


@login_required
@require_POST
def mail_assign(request: HttpRequest, pk: int) -> HttpResponse:
    raw = _get(request, pk)
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _page(request, raw, assigning=form)
    try:
        sorting.assign(raw, to=form.cleaned_data["assignee"], by=request.user)
    except ValidationError as error:
        return _page(request, raw, error=error)
    return redirect("helpdesk:mail", pk=raw.pk)


@login_required
@require_POST
def mail_retry(request: HttpRequest, pk: int) -> HttpResponse:
    raw = _get(request, pk)
    try:
        sorting.try_again(raw, by=request.user)
    except ValidationError as error:
        return _page(request, raw, error=error)
    messages.success(request, _("The message will be read again in a moment."))
    return redirect("helpdesk:parked_mail")


def _get(request: HttpRequest, pk: int) -> RawMail:
    return get_object_or_404(RawMail.objects.visible_to(request.user), pk=pk)


def _parsed(raw: RawMail) -> ParsedMail:
    parsed = preview.read(raw)
    if parsed is None:
        raise ValidationError(_("This message cannot be read here. Download it, or discard it."))
    return parsed


def _page(
    request: HttpRequest, raw: RawMail, *, error: ValidationError | None = None, **forms: Form
) -> HttpResponse:
    """The page of one mail with its forms; with errors where something was refused."""
    search = request.GET.get("office", "") or request.POST.get("office", "")
    suggested = {"reference": raw.ticket.reference if raw.ticket else ""}
    context = {
        "mail": raw,
        "parsed": preview.read(raw),
        "answers_ticket": Ticket.objects.served_by(request.user).filter(pk=raw.ticket_id).exists(),
        "office_search": search,
        "error": error,
        "to_ticket": ToTicketForm(user=request.user, initial=suggested),
        "to_office": ToOfficeForm(raw=raw, search=search),
        "discarding": DiscardForm(),
        "assigning": AssignForm(initial={"assignee": raw.assignee_id}),
    }
    is_refused = error is not None or bool(forms)
    template = "helpdesk/mail/mail.html"
    return render(request, template, context | forms, status=422 if is_refused else 200)
