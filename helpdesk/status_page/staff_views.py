"""Telling the public of difficulties and works, for everybody who works at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.models import ServiceNotice
from helpdesk.status_page import actions, reading
from helpdesk.status_page.forms import EntryForm, NoticeForm, UpdateForm
from helpdesk.status_page.permissions import may_publish


@login_required
@require_http_methods(["GET", "POST"])
def status_new(request: HttpRequest) -> HttpResponse:
    """A new difficulty, or planned works."""
    _refuse_others(request)
    initial = {
        "kind": ServiceNotice.Kind.DIFFICULTY,
        "effect": ServiceNotice.Effect.DEGRADED,
        "systems": request.GET.getlist("system"),
        "reference": request.GET.get("ticket", ""),
    }
    form = NoticeForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        about = form.fields_of_notice | {"ticket": form.cleaned_data["reference"]}
        systems = list(form.cleaned_data["systems"])
        try:
            notice = actions.open_notice(
                by=request.user, systems=systems, words=form.words, **about
            )
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, _("The status page tells of it."))
            return redirect(notice)
    status = 422 if form.errors else 200
    return render(request, "helpdesk/status/new.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def status_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an entry to a notice, or end it."""
    _refuse_others(request)
    notice = get_object_or_404(reading.told(ServiceNotice.objects.filter(ended_at=None)), pk=pk)
    form = UpdateForm(request.POST or None, initial={"planned_end_at": notice.planned_end_at})
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in ("effect", "planned_end_at")}
        try:
            actions.add_entry(notice, by=request.user, words=form.words, **changes)
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, _("The entry is on the status page."))
            return redirect(notice)
    return _update_page(request, notice, form, EntryForm(prefix="end"))


@login_required
@require_POST
def status_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is over, or that planned works are called off."""
    _refuse_others(request)
    notice = get_object_or_404(reading.told(ServiceNotice.objects.filter(ended_at=None)), pk=pk)
    form = EntryForm(request.POST, prefix="end")
    if not form.is_valid():
        return _update_page(request, notice, UpdateForm(), form)
    is_called_off = "called_off" in request.POST
    actions.end_notice(notice, by=request.user, words=form.words, is_called_off=is_called_off)
    done = _("Called off.") if is_called_off else _("It is over: the systems work again.")
    messages.success(request, done)
    return redirect(notice)


def _update_page(
    request: HttpRequest, notice: ServiceNotice, form: Form, end_form: Form
) -> HttpResponse:
    context = {"notice": notice, "form": form, "end_form": end_form}
    status = 422 if form.errors or end_form.errors else 200
    return render(request, "helpdesk/status/update.html", context, status=status)


def _add(form: Form, error: ValidationError) -> None:
    """Put errors of an action where their fields are."""
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form.add_error(name if name in form.fields else None, errors)


def _refuse_others(request: HttpRequest) -> None:
    if not may_publish(request.user):
        raise Http404
