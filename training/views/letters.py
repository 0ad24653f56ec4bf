"""Writing to participants: the form, what each would read, the log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from foundation.keyset import keyset_page
from training import actions
from training.forms.letters import LetterForm
from training.letters import addressees, written_for
from training.models import Letter, Session
from training.views.organising import session_crumbs, session_of

PAGE_SIZE = 20
RECEIVERS_PAGE = 100


@login_required
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The log, and a new letter: first what it would be, then, confirmed, sent."""
    session = session_of(request, pk)
    form = LetterForm(request.POST or None, session=session)
    is_meant = request.method == "POST" and "again" not in request.POST and form.is_valid()
    if is_meant and (answer := _preview_or_send(request, session, form)):
        return answer
    page = keyset_page(
        session.letters.with_counts().select_related("written_by"),
        request.GET,
        field="written_at",
        size=PAGE_SIZE,
    )
    context = _context(session, form=form, letters=page.rows, **page.addresses())
    status = 422 if form.errors else 200
    return render(request, "training/letters/letters.html", context, status=status)


@login_required
@require_safe
def letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    session = session_of(request, pk)
    found = get_object_or_404(
        Letter.objects.visible_to(request.user), pk=letter_pk, session=session
    )
    receivers = found.receivers.select_related("enrolment__person", "enrolment__organisation")
    page = keyset_page(
        receivers, request.GET, field="enrolment_id", size=RECEIVERS_PAGE, ascending=True
    )
    context = _context(session, letter=found, receivers=page.rows, **page.addresses())
    return render(request, "training/letters/letter.html", context)


def _preview_or_send(request: HttpRequest, session: Session, form) -> HttpResponse | None:
    """Send what was confirmed for just this many people; None when the form has to say why not."""
    people = addressees(session, form.cleaned_data["states"], form.cleaned_data.get("way", ""))
    if request.POST.get("receivers") != str(people.count()):
        return _preview(request, session, form, people)
    try:
        letter = actions.write_letter(session, by=request.user, **form.letter())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, _sent_in_words(letter.receivers.count()))
    return redirect(letter)


def _preview(request: HttpRequest, session: Session, form: LetterForm, people) -> HttpResponse:
    """The letter as the first of them reads it, and how many they are."""
    first = people.select_related("person", "organisation", "session__course").first()
    said = form.cleaned_data
    subject, body = written_for(first, subject=said["subject"], body=said["body"])
    context = _context(
        session,
        form=form,
        states=said["states"],
        receivers=people.count(),
        has_changed="receivers" in request.POST,
        first=first,
        subject=subject,
        body=body,
    )
    return render(request, "training/letters/preview.html", context)


def _context(session: Session, **more) -> dict[str, object]:
    url = reverse("training:letters", args=[session.pk])
    return {
        "session": session,
        "course": session.course,
        "crumbs": [*session_crumbs(session), (_("Letters to participants"), url)],
        **more,
    }


def _sent_in_words(people: int) -> str:
    text = ngettext(
        "The letter is on its way to %(n)s person.",
        "The letter is on its way to %(n)s people.",
        people,
    )
    return text % {"n": people}
