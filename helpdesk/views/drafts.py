"""Drafts while a person writes: kept by the page itself, or by a button where there are no scripts."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import actions
from helpdesk.forms.asking import typed
from helpdesk.forms.body import UploadsField
from helpdesk.models import Draft, Kind, Ticket

FORM = re.compile(rf"new-(?P<kind>{'|'.join(Kind.values)})|answer-(?P<reference>[\w-]{{1,20}})")


@login_required
@require_POST
def draft_keep(request: HttpRequest, form: str) -> HttpResponse:
    """Keep what is typed; answers with the time, or goes back to the form where a button was pressed."""
    name, ticket, address = _place_of(request, form)
    try:
        uploads = UploadsField(required=False).clean(request.POST.getlist("uploads"))
        text = {"fields": typed(request.POST), "uploads": uploads}
        draft = actions.keep_draft(name, by=request.user, ticket=ticket, **text)
    except ValidationError as error:
        if _is_script(request):
            return JsonResponse({"error": error.messages[0]}, status=400)
        messages.error(request, error.messages[0])
        return redirect(address)
    if draft is None:
        return _discarded(request, address)
    if _is_script(request):
        changed_at = timezone.localtime(draft.changed_at)
        kept = _("Draft kept at %s") % date_format(changed_at, "H:i")
        return JsonResponse({"kept": kept, "changed": changed_at.isoformat()})
    messages.success(request, _("The draft was kept. You can come back to it on any device."))
    return redirect(address)


@login_required
@require_POST
def draft_discard(request: HttpRequest, form: str) -> HttpResponse:
    name, ticket, address = _place_of(request, form)
    actions.discard_draft(name, by=request.user, ticket=ticket)
    return _discarded(request, address)


def _discarded(request: HttpRequest, address: str) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"kept": ""})
    messages.success(request, _("The draft was discarded."))
    return redirect(address)


def _place_of(request: HttpRequest, form: str) -> tuple[str, Ticket | None, str]:
    """A draft's name, its ticket, and the page of its form; none for a ticket one may not read."""
    found = FORM.fullmatch(form)
    if found is None:
        raise Http404
    if found["kind"]:
        return form, None, f"{reverse('helpdesk:ticket_new')}?kind={found['kind']}"
    ticket = get_object_or_404(
        Ticket.objects.visible_to(request.user), reference=found["reference"]
    )
    return Draft.ANSWER, ticket, f"{ticket.get_absolute_url()}#answer"


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "draft"
