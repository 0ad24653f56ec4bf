"""From a resolved ticket to a draft of guidance, seeing first what was taken out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.interpretations.cleaning import cleaned
from helpdesk.models import Ticket
from helpdesk.to_guidance.actions import make_draft, refuse_what_is_no_answer
from helpdesk.to_guidance.forms import DraftForm
from helpdesk.to_guidance.marking import marked
from helpdesk.views.desk import pane


@login_required
@require_http_methods(["GET", "POST"])
def ticket_to_guidance(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the last answer with and without names, and propose it to the editors."""
    ticket = pane.served_ticket(request, reference)
    try:
        refuse_what_is_no_answer(ticket)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("helpdesk:desk_ticket", reference)
    asked, answered = _words(ticket)
    question, answer = cleaned(asked, ticket), cleaned(answered, ticket)
    form = DraftForm(
        request.POST or None, initial={"question": question.text, "answer": answer.text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            make_draft(ticket, by=request.user, **form.words)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The draft is with the editors."))
            return redirect("helpdesk:desk_ticket", reference)
    shown = [marked(asked, question), marked(answered, answer)]
    taken = question.taken or answer.taken
    context = {"ticket": ticket, "form": form, "shown": shown, "taken": taken}
    return render(request, "helpdesk/to_guidance/propose.html", context)


def _words(ticket: Ticket) -> tuple[str, str]:
    """What was asked, and the last answer to it."""
    last = ticket.messages.public().filter(is_from_staff=True).order_by("created_at").last()
    return ticket.subject, last.body if last else ""
