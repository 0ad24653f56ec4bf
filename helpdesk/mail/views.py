"""Mail that waits for a decision, for everybody who works at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.mailing.paging import page_of
from foundation.mailing.permissions import user_can_look_after_mail
from helpdesk import permissions
from helpdesk.mail import preview, sorting
from helpdesk.mail.forms import DiscardForm, ToOfficeForm, ToTicketForm
from helpdesk.mail.parsing import ParsedMail
from helpdesk.models import RawMail


@login_required
@require_safe
def parked_mail(request: HttpRequest) -> HttpResponse:
    """The list: what waits, or with `?show=all` everything that came."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    mails = RawMail.objects.visible_to(request.user)
    shows_all = request.GET.get("show") == "all"
    keep = "show=all&" if shows_all else ""
    shown = mails if shows_all else mails.parked()
    page = page_of(shown.for_list(), request.GET.get("before", ""), keep=keep)
    waiting = _("Waiting for a decision (%d)") % mails.parked().count()
    tabs = [(waiting, "?", not shows_all), (_("Everything received"), "?show=all", shows_all)]
    context = {
        "page": page,
        "shows_all": shows_all,
        "tabs": tabs,
        "sees_unsent": user_can_look_after_mail(request.user),
    }
    return render(request, "helpdesk/mail/list.html", context)


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
        "office_search": search,
        "error": error,
        "to_ticket": ToTicketForm(user=request.user, initial=suggested),
        "to_office": ToOfficeForm(raw=raw, search=search),
        "discarding": DiscardForm(),
    }
    is_refused = error is not None or bool(forms)
    template = "helpdesk/mail/mail.html"
    return render(request, template, context | forms, status=422 if is_refused else 200)
