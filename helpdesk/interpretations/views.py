"""Interpretations at the desk: written, approved or returned, published, withdrawn."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.posted import posted_key
from foundation.telling import telling
from helpdesk.interpretations import actions
from helpdesk.interpretations.cleaning import cleaned
from helpdesk.interpretations.forms import ProposeForm, PublishForm, ReturnForm, WithdrawForm
from helpdesk.models import Interpretation, PublishedAnswer, Ticket
from helpdesk.views.desk import pane


def interpretation_of(request: HttpRequest, pk: int) -> Interpretation:
    found = Interpretation.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("ticket__organisation", "author"), pk=pk)


@login_required
@require_POST
def interpretation_propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Put an answer before a second agent."""
    ticket = pane.served_ticket(request, reference)
    form = ProposeForm(request.POST, auto_id="propose_%s")
    if form.is_valid():
        try:
            actions.propose(ticket, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return pane.done(request, reference, _("A second agent was asked to read it."))
    return pane.again(request, reference, panel="interpretation", propose_form=form)


@login_required
@require_POST
def interpretation_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve and send, if the ticket stands as the page showed it."""
    made, version = interpretation_of(request, pk), posted_key(request, "version")
    try:
        actions.approve(made, by=request.user, version=version)
    except ValidationError as error:
        form = ReturnForm({}, auto_id="return_%s")
        form.errors.clear()
        form.add_error(None, error.messages)
        return pane.again(request, made.ticket.reference, panel="interpretation", return_form=form)
    return pane.done(request, made.ticket.reference, _("Approved and sent."))


@login_required
@require_POST
def interpretation_return(request: HttpRequest, pk: int) -> HttpResponse:
    made = interpretation_of(request, pk)
    form = ReturnForm(request.POST, auto_id="return_%s")
    if form.is_valid():
        try:
            actions.return_to_author(made, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return pane.done(request, made.ticket.reference, _("Returned to its author."))
    return pane.again(request, made.ticket.reference, panel="interpretation", return_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def interpretation_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """See what was taken out, mend the words, and publish them under the next number."""
    made = interpretation_of(request, pk)
    ticket = made.ticket
    question, answer = cleaned(ticket.subject, ticket), cleaned(made.body, ticket)
    initial = {"question": question.text, "answer": answer.text}
    form = PublishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("question", "answer")}
        try:
            published = actions.publish(made, by=request.user, **words)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Published under the number %s.") % published.label)
            return redirect(published)
    context = {"made": made, "ticket": ticket, "form": form, "before": made.body}
    context["taken"] = [*question.taken, *answer.taken]
    return render(request, "helpdesk/interpretations/publish.html", context)


@login_required
@require_POST
def published_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a published answer is no longer true."""
    served = Ticket.objects.served_by(request.user).values("pk")
    found = PublishedAnswer.objects.filter(interpretation__ticket__in=served)
    published = get_object_or_404(found.select_related("interpretation__ticket"), pk=pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        with telling(request, _("Marked as withdrawn, with the reason.")):
            actions.withdraw(published, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, _("Say why it is withdrawn."))
    return redirect(published)
