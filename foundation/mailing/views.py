from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.keyset import keyset_page, query
from foundation.mailing import actions
from foundation.mailing.forms import PreferencesForm
from foundation.mailing.models import Notification, OutgoingMail, Suppression
from foundation.mailing.permissions import user_can_look_after_mail

PAGE_SIZE = 50


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(form.cleaned_data, by=request.user)
        messages.success(request, _("Your settings were saved."))
        return redirect("mailing:preferences")
    address = request.user.email
    is_suppressed = Suppression.objects.filter(address__iexact=address).exists()
    context = {"form": form, "address": address, "is_suppressed": is_suppressed}
    return render(request, "mailing/preferences.html", context)


@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    found = Notification.objects.visible_to(request.user)
    show = "unread" if request.GET.get("show") == "unread" else ""
    shown = found.unread() if show else found
    page = keyset_page(shown, request.GET, field="pk", size=PAGE_SIZE, places=found)
    context = {
        "notifications": page.rows,
        "only_unread": bool(show),
        "unread": found.unread().count(),
        **page.addresses(partial(query, show=show)),
    }
    return render(request, "mailing/notifications.html", context)


@login_required
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow the link of a notification; from then on it counts as read."""
    note = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    actions.mark_read(Notification.objects.filter(pk=note.pk), by=request.user)
    return redirect(note.url or "mailing:notifications")


@login_required
@require_GET
@never_cache
def notifications_unread(request: HttpRequest) -> JsonResponse:
    """How many are unread, for the header of pages that stay open: one query."""
    return JsonResponse({"unread": Notification.objects.visible_to(request.user).unread().count()})


@login_required
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    actions.mark_read(Notification.objects.all(), by=request.user)
    return redirect("mailing:notifications")


@login_required
def unsent(request: HttpRequest) -> HttpResponse:
    """What could not be sent, for those who look after the post."""
    _require_post_office(request)
    parked = OutgoingMail.objects.visible_to(request.user).parked()
    page = keyset_page(parked, request.GET, field="pk", size=PAGE_SIZE)
    context = {"mails": page.rows, "count": parked.count(), **page.addresses()}
    return render(request, "mailing/unsent.html", context)


@login_required
@require_POST
def unsent_retry(request: HttpRequest, pk: int) -> HttpResponse:
    _require_post_office(request)
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    try:
        actions.send_again(mail, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The message will be sent again in a moment."))
    return redirect("mailing:unsent")


@login_required
@require_POST
def unsent_discard(request: HttpRequest, pk: int) -> HttpResponse:
    _require_post_office(request)
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    try:
        actions.discard(mail, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The message was discarded. It will not be sent."))
    return redirect("mailing:unsent")


def _require_post_office(request: HttpRequest) -> None:
    if not user_can_look_after_mail(request.user):
        raise Http404
