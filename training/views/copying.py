"""Planning a session again on other days."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from training import actions
from training.days_off import meetings_on_days_off
from training.forms.copying import CopyForm
from training.models import Session, WishRound
from training.views.organising import check_organises, session_crumbs, session_of
from training.words import meetings_in_words


@login_required
def session_copy(request: HttpRequest, pk: int) -> HttpResponse:
    check_organises(request)
    session = session_of(request, pk)
    form = CopyForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            copy = actions.copy_session(session, by=request.user, **form.cleaned_data)
            _say(request, copy)
            return redirect("training:organise_session", pk=copy.pk)
        except ValidationError as error:
            form.add_error("first_on", error.messages)
    context = {
        "form": form,
        "session": session,
        "course": session.course,
        "has_round": WishRound.objects.filter(session=session).exists(),
        "crumbs": [*session_crumbs(session), (_("Copy the session"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "training/session_copy.html", context, status=status)


def _say(request: HttpRequest, copy: Session) -> None:
    text = _("The copy is planned as a draft. Look at its dates, then announce it.")
    messages.success(request, text)
    off = meetings_on_days_off(copy)
    if off:
        warning = _("On a Sunday or a public holiday: %(meetings)s.")
        messages.warning(request, warning % {"meetings": meetings_in_words(off)})
