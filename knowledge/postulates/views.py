"""Postulates: read by everybody, written by offices, answered by editors; the record of agreements."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.keyset import keyset_page, query
from foundation.posted import posted_text
from foundation.telling import telling
from knowledge.consultations.permissions import may_approve
from knowledge.consultations.views.office import office_of
from knowledge.models import Agreement, AgreementStep, Postulate
from knowledge.permissions import may_write
from knowledge.postulates import actions
from knowledge.postulates.forms import AgreementForm, AnswerForm, PostulateForm, StepFormSet

PAGE = 30


@require_safe
def postulate_list(request: HttpRequest) -> HttpResponse:
    """All published postulates, the newest first, or those of one kind or state."""
    kind, state = (request.GET.get(name, "") for name in ("kind", "state"))
    found = Postulate.objects.published().for_list()
    found = found.filter(kind=kind) if kind in Postulate.Kind.values else found
    found = found.filter(state=state) if state in Postulate.State.values else found
    page = keyset_page(found, request.GET, field="published_at", size=PAGE)
    states = [one for one in Postulate.State if one in (Postulate.State.OPEN, *Postulate.ANSWERS)]
    context = {
        "postulates": page.rows,
        "kinds": [("", _("all")), *Postulate.Kind.choices],
        "states": [("", _("all")), *[(one.value, one.label) for one in states]],
        "kind": kind,
        "state": state,
        **page.addresses(partial(query, kind=kind, state=state)),
    }
    return render(request, "knowledge/postulates/list.html", context)


@require_safe
def postulate(request: HttpRequest, pk: int) -> HttpResponse:
    """One postulate with its answers; editors find the form for one here."""
    found = get_object_or_404(Postulate.objects.published().for_list(), pk=pk)
    return _page(request, found, AnswerForm() if may_write(request.user) else None)


@require_POST
def postulate_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Postulate.objects.published().for_list(), pk=pk)
    if not may_write(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    actions.answer_postulate(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The answer is published."))
    return redirect(found)


def _page(request: HttpRequest, found: Postulate, form: AnswerForm | None) -> HttpResponse:
    office = office_of(request) if request.user.is_authenticated else None
    supports = list(found.supports.select_related("organisation"))
    context = {
        "postulate": found,
        "supports": supports,
        "answers": found.answers.all(),
        "agreements": found.agreements.prefetch_related("steps"),
        "form": form,
        "office": office,
        "is_supported": any(one.organisation == office for one in supports),
        "may_support": office != found.organisation and may_approve(request.user, office),
    }
    status = 422 if form and form.errors else 200
    return render(request, "knowledge/postulates/page.html", context, status=status)


@login_required
@require_safe
def office_postulates(request: HttpRequest) -> HttpResponse:
    office = office_of(request)
    found = Postulate.objects.filter(organisation=office).for_list()
    page = keyset_page(found, request.GET, field="written_at", size=PAGE)
    approves, person = may_approve(request.user, office), request.user.pk
    context = {
        "rows": [(one, approves or one.author_id == person) for one in page.rows],
        "office": office,
        "approves": approves,
        **page.addresses(),
    }
    return render(request, "knowledge/postulates/office.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def postulate_new(request: HttpRequest) -> HttpResponse:
    office = office_of(request)
    form = PostulateForm(request.POST or None)
    return _written(
        request,
        form,
        lambda: actions.write_postulate(office, by=request.user, asked=form.asked),
        {"office": office, "approves": may_approve(request.user, office)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def postulate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Postulate.objects.visible_to(request.user), pk=pk)
    if not actions.may_edit(request.user, found):
        raise PermissionDenied
    names = ("kind", "title", "body", "system")
    form = PostulateForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    office = found.organisation
    return _written(
        request,
        form,
        lambda: actions.edit_postulate(found, by=request.user, asked=form.asked),
        {"office": office, "approves": may_approve(request.user, office)},
    )


@login_required
@require_POST
def postulate_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what a member wrote, or with a `reason` give it back."""
    found = get_object_or_404(Postulate.objects.visible_to(request.user), pk=pk)
    with telling(request):
        if "reason" in request.POST:
            reason = posted_text(request, "reason")[:500]
            actions.return_postulate(found, by=request.user, reason=reason)
            messages.success(request, _("Returned."))
        else:
            actions.release_postulate(found, by=request.user)
            messages.success(request, _("Published."))
    return redirect("knowledge:office_postulates")


@login_required
@require_POST
def postulate_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Support a postulate for the acting office, or take it back with `take_back`."""
    found = get_object_or_404(Postulate.objects.published(), pk=pk)
    given = {"organisation": office_of(request), "is_supported": "take_back" not in request.POST}
    with telling(request):
        actions.support_postulate(found, by=request.user, **given)
    return redirect(found)


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """The public record of agreements, the newest first."""
    found = Agreement.objects.prefetch_related("steps", "postulates")
    page = keyset_page(found, request.GET, field="agreed_on", size=PAGE)
    context = {"agreements": page.rows, "may_write": may_write(request.user), **page.addresses()}
    return render(request, "knowledge/postulates/agreements.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    form, steps = AgreementForm(request.POST or None), StepFormSet(request.POST or None)
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        try:
            actions.record_agreement(by=request.user, steps=steps.steps, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Recorded."))
            return redirect("knowledge:agreement_list")
    context = {"form": form, "steps": steps}
    status = 422 if form.errors or steps.total_error_count() else 200
    return render(request, "knowledge/postulates/agreement_form.html", context, status=status)


@login_required
@require_POST
def agreement_step_done(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_write(request.user):
        raise PermissionDenied
    actions.finish_step(get_object_or_404(AgreementStep, pk=pk), by=request.user)
    return redirect("knowledge:agreement_list")


def _written(
    request: HttpRequest, form: PostulateForm, act: Callable[[], Postulate], context: dict
) -> HttpResponse:
    """The form, or what happened to it."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            kept = _("Kept. It is published once the coordinator of your office has approved it.")
            messages.success(request, _("Published.") if made.is_public else kept)
            return redirect(made)
    status = 422 if form.errors else 200
    page = {"form": form, **context}
    return render(request, "knowledge/postulates/form.html", page, status=status)
