"""A course at one's own pace: where one stands, a lesson, the test."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from training import actions
from training.forms.learning import TestForm
from training.learning import asked_in_test, lesson_blocks, outline
from training.models import Course, Learning, Lesson


@login_required
@require_POST
def learning_start(request: HttpRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.user), slug=slug)
    if not request.acting:
        messages.error(request, _("First join your office, then begin the course."))
        return redirect(course)
    try:
        begun = actions.start_learning(
            course,
            by=request.user,
            organisation=request.acting.organisation,
            mandate=request.acting.mandate,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(course)
    step = outline(begun).next_step
    return (
        redirect("training:lesson", uid=begun.uid, pk=step.lesson.pk) if step else redirect(begun)
    )


@login_required
@require_safe
def learning(request: HttpRequest, uid) -> HttpResponse:
    found = _learning(request, uid)
    context = _context(found) | {
        "certificate": found.certificates.valid().first(),
        "attempts": found.attempts.all(),
        "is_own": found.person_id == request.user.pk,
    }
    return render(request, "training/learning/learning.html", context)


@login_required
@require_safe
def lesson(request: HttpRequest, uid, pk: int) -> HttpResponse:
    return render(request, "training/learning/lesson.html", _lesson_context(request, uid, pk))


@login_required
@require_POST
def lesson_done(request: HttpRequest, uid, pk: int) -> HttpResponse:
    found, shown = _own(request, uid), _lesson(request, uid, pk)
    try:
        found = actions.finish_lesson(found, lesson=shown, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    stand = outline(found)
    step = stand.after(shown) or stand.next_step
    return (
        redirect("training:lesson", uid=found.uid, pk=step.lesson.pk) if step else redirect(found)
    )


@login_required
@require_POST
def lesson_answer(request: HttpRequest, uid, pk: int) -> HttpResponse:
    """Keep the answer to a question in a lesson, and show there whether it was right."""
    found, shown = _own(request, uid), _lesson(request, uid, pk)
    question = request.POST.get("question", "")
    try:
        actions.answer_question(
            found,
            lesson=shown,
            question=question,
            chosen=request.POST.getlist("answer"),
            by=request.user,
        )
    except ValidationError as error:
        problem = " ".join(error.messages)
        context = _lesson_context(request, uid, pk, refused=question, problem=problem)
        return render(request, "training/learning/lesson.html", context, status=422)
    address = reverse("training:lesson", args=[found.uid, shown.pk])
    return redirect(f"{address}#q-{question}")


@login_required
def learning_test(request: HttpRequest, uid) -> HttpResponse:
    found = _own(request, uid)
    stand, number = outline(found), found.attempts.count() + 1
    if not (found.is_ongoing and stand.is_ready_for_test):
        return redirect(found)
    form = TestForm(request.POST or None, questions=asked_in_test(found, number), number=number)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = actions.take_test(
                found,
                answers=form.answers(),
                number=form.cleaned_data["number"],
                by=request.user,
            )
            return redirect("training:test_result", uid=found.uid, number=attempt.number)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(found)
    context = _context(found, _("Test")) | {"form": form, "number": number}
    status = 422 if form.errors else 200
    return render(request, "training/learning/test.html", context, status=status)


@login_required
@require_safe
def test_result(request: HttpRequest, uid, number: int) -> HttpResponse:
    """How an attempt went; the right answers only when no attempt is left to use them in."""
    found = _learning(request, uid)
    attempt = get_object_or_404(found.attempts, number=number)
    lines = [
        {
            "asked": asked,
            "chosen": asked.texts_of(attempt.answers.get(asked.question.key, [])),
            "is_right": asked.question.key in attempt.right,
        }
        for asked in asked_in_test(found, number)
    ]
    context = _context(found, _("Result of the test")) | {
        "attempt": attempt,
        "lines": lines,
        "shows_right": not found.is_ongoing,
        "certificate": found.certificates.valid().first(),
    }
    return render(request, "training/learning/result.html", context)


def _learning(request: HttpRequest, uid) -> Learning:
    visible = Learning.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("course", "person", "organisation"), uid=uid)


def _own(request: HttpRequest, uid) -> Learning:
    return get_object_or_404(
        Learning.objects.select_related("course"), uid=uid, person=request.user
    )


def _lesson(request: HttpRequest, uid, pk: int) -> Lesson:
    return get_object_or_404(Lesson, course__learnings=_learning(request, uid), pk=pk)


def _context(found: Learning, here: str = "") -> dict[str, object]:
    """What each of these pages shows; `here` is its name below the course."""
    trail = [(_("My training"), reverse("training:my_enrolments"))]
    trail += [(found.course.title, found.get_absolute_url()), (here, "")] if here else []
    return {
        "learning": found,
        "course": found.course,
        "outline": outline(found),
        "crumbs": trail if here else [*trail, (found.course.title, "")],
    }


def _lesson_context(request: HttpRequest, uid, pk: int, **refused: str) -> dict[str, object]:
    found, shown = _learning(request, uid), _lesson(request, uid, pk)
    context = _context(found, shown.title)
    stand = context["outline"]
    return context | {
        "lesson": shown,
        "step": next(step for step in stand.steps if step.lesson == shown),
        "following": stand.after(shown),
        "blocks": lesson_blocks(shown, found, **refused),
        "can_go_on": found.is_ongoing and found.person_id == request.user.pk,
    }
