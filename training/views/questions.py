"""Questions to participants: the organiser's page, and the person's answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.telling import telling
from training import actions
from training.answers import KEPT, answers_of, question_results
from training.forms.questions import AnswersForm, QuestionForm
from training.permissions import may_organise
from training.views.enrolments import own_enrolment
from training.views.organising import check_organises, session_crumbs, session_of


@login_required
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked and answered; organisers ask more."""
    session = session_of(request, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST":
        check_organises(request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_question(session, by=request.user, details=form.cleaned_data)
            messages.success(
                request, _("Everybody who enrols is asked; who is in already answers later.")
            )
            return redirect("training:questions", pk=session.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "session": session,
        "course": session.course,
        "results": question_results(session),
        "form": form if may_organise(request.user) else None,
        "kept_days": KEPT.days,
        "crumbs": [*session_crumbs(session), (_("Questions"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "training/questions/questions.html", context, status=status)


@login_required
@require_POST
def question_remove(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    check_organises(request)
    session = session_of(request, pk)
    question = get_object_or_404(session.questions, pk=question_pk)
    actions.take_question_out(question, by=request.user)
    messages.success(request, _("The question and its answers are gone."))
    return redirect("training:questions", pk=session.pk)


@login_required
@require_POST
def answers(request: HttpRequest, uid) -> HttpResponse:
    """The person's own answers, given or changed before the session begins."""
    enrolment = own_enrolment(request, uid)
    form = AnswersForm(
        request.POST, questions=enrolment.session.questions.all(), known=answers_of(enrolment)
    )
    if form.is_valid():
        with telling(request, _("Your answers are saved.")):
            actions.answer_questions(enrolment, by=request.user, answers=form.answers())
    else:
        messages.error(request, _("Some answers are missing; please look at the questions again."))
    return redirect(enrolment)
