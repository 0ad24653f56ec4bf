from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.mailing import actions
from foundation.mailing.forms import PreferencesForm
from foundation.mailing.models import Notification, OutgoingMail
from foundation.mailing.paging import page_of
from foundation.mailing.permissions import user_can_look_after_mail


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose_channels(form.cleaned_data, by=request.user)
        messages.success(request, _("Your settings were saved."))
        return redirect("mailing:preferences")
    return render(request, "mailing/preferences.html", {"form": form})


@login_required
def notifications(request: HttpRequest) -> HttpResponse:
    page = page_of(Notification.objects.visible_to(request.user), request.GET.get("before", ""))
    return render(request, "mailing/notifications.html", {"page": page})


@login_required
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow the link of a notification; from then on it counts as read."""
    note = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    actions.mark_read(Notification.objects.filter(pk=note.pk), by=request.user)
    return redirect(note.url or "mailing:notifications")


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
    context = {"page": page_of(parked, request.GET.get("before", "")), "count": parked.count()}
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
