"""The list of received mail, and what is done to several at once."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foundation.keyset import keyset_page, query
from foundation.mailing.permissions import user_can_look_after_mail
from helpdesk import permissions
from helpdesk.mail import sorting
from helpdesk.mail.forms import ChosenDiscardForm, ChosenForm
from helpdesk.mail.waiting import waiting_mail
from helpdesk.models import RawMail

MINE, ALL = "mine", "all"
PAGE_SIZE = 50


@login_required
@require_safe
def parked_mail(request: HttpRequest) -> HttpResponse:
    """What waits; with `?show=mine` what the reader looks into, with `?show=all` all that came."""
    return _list(request)


@login_required
@require_POST
def chosen_mail_take(request: HttpRequest) -> HttpResponse:
    form = ChosenForm(request.POST, user=request.user)
    return _do(request, form, lambda raw: sorting.assign(raw, to=request.user, by=request.user))


@login_required
@require_POST
def chosen_mail_retry(request: HttpRequest) -> HttpResponse:
    form = ChosenForm(request.POST, user=request.user)
    return _do(request, form, lambda raw: sorting.try_again(raw, by=request.user))


@login_required
@require_POST
def chosen_mail_discard(request: HttpRequest) -> HttpResponse:
    form = ChosenDiscardForm(request.POST, user=request.user)

    def discard(raw: RawMail) -> None:
        sorting.discard(raw, reason=form.cleaned_data["reason"], by=request.user)

    return _do(request, form, discard)


def _do(request: HttpRequest, form: ChosenForm, act: Callable[[RawMail], None]) -> HttpResponse:
    """Do one thing to the ticked mails and say to how many; with errors the list comes back."""
    if not permissions.user_is_staff(request.user):
        raise Http404
    if not form.is_valid():
        return _list(request, form)
    done = sorting.each(form.cleaned_data["mails"], act)
    text = ngettext("Done for %d message.", "Done for %d messages.", done) % done
    messages.success(request, text)
    return redirect("helpdesk:parked_mail")


def _list(request: HttpRequest, form: ChosenForm | None = None) -> HttpResponse:
    if not permissions.user_is_staff(request.user):
        raise Http404
    show = request.GET.get("show", "")
    mails = RawMail.objects.visible_to(request.user)
    waiting = mails.parked()
    shown = {MINE: waiting.filter(assignee=request.user), ALL: mails}.get(show, waiting)
    kept = show if show in (MINE, ALL) else ""
    page = keyset_page(shown.for_list(), request.GET, field="pk", size=PAGE_SIZE)
    summary = waiting_mail(request.user)
    context = {
        "mails": page.rows,
        **page.addresses(partial(query, show=kept)),
        "shows_all": show == ALL,
        "tabs": [
            (_("Waiting for a decision (%d)") % summary.count, "?", not kept),
            (_("Mine (%d)") % summary.mine, f"?show={MINE}", show == MINE),
            (_("Everything received"), f"?show={ALL}", show == ALL),
        ],
        "failing": summary.failing_mailboxes,
        "sees_unsent": user_can_look_after_mail(request.user),
        "form": form or ChosenDiscardForm(user=request.user),
        "chosen": set(request.POST.getlist("mails")),
    }
    return render(request, "helpdesk/mail/list.html", context, status=422 if form else 200)
