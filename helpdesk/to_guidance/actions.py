"""An answer becomes guidance for everybody: a draft without names, tied to its ticket."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from helpdesk import markdown, notices
from helpdesk.actions.history import lock
from helpdesk.models import GuidanceDraft, Ticket
from knowledge.actions.guidance import propose_guidance
from knowledge.models import Change, GuidanceIndexPage

LONGEST_LEAD = 400  # characters of the answer that stand first and in lists


def refuse_what_is_no_answer(ticket: Ticket) -> None:
    """Raise ValidationError for a ticket that is not answered, or is hidden from colleagues."""
    if ticket.is_open:
        raise ValidationError(_("Answer the ticket first; then its answer can become guidance."))
    if ticket.is_restricted:
        raise ValidationError(_("A ticket hidden from colleagues never becomes guidance."))


@transaction.atomic
def make_draft(
    ticket: Ticket, *, question: str, answer: str, by: User, at: datetime | None = None
) -> GuidanceDraft:
    """Propose a page with one question and its answer to the editors; nobody else sees it yet.

    `question` and `answer` are what the agent made of the words, without names. Raises
    ValidationError for a ticket that is not answered, or is hidden from colleagues.
    """
    at = at or timezone.now()
    ticket = lock(ticket, Ticket.objects.served_by(by))
    refuse_what_is_no_answer(ticket)
    index = GuidanceIndexPage.objects.live().filter(locale__language_code="pl").first()
    if index is None:
        raise ValidationError(_("There is no list of guidance yet."))
    page = propose_guidance(
        index,
        by=by,
        title=" ".join(question.split())[:200],
        answer=first_words(answer),
        body=[("question", {"question": question[:250], "answer": str(markdown.render(answer))})],
        requirements=[ticket.requirement] if ticket.requirement else [],
        systems=[ticket.system] if ticket.system else [],
    )
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return GuidanceDraft.objects.create(ticket=ticket, page=page, by=by, at=at, last_change=newest)


def tell_of_changes(*, at: datetime) -> int:
    """Tell the agents of a ticket, once, that the guidance made from it changed; return how many.

    A change is one of the page itself or of a requirement it names. Whether the requester should
    know is for the agents to judge.
    """
    told = 0
    for draft in GuidanceDraft.objects.select_related("ticket__queue", "page").order_by("pk"):
        told += _tell(draft, at=at)
    return told


def first_words(answer: str) -> str:
    """The first paragraph, cut at a word."""
    lead = answer.strip().split("\n\n")[0].replace("\n", " ")
    return lead if len(lead) <= LONGEST_LEAD else lead[:LONGEST_LEAD].rsplit(" ", 1)[0] + " …"


@transaction.atomic
def _tell(draft: GuidanceDraft, *, at: datetime) -> bool:
    requirements = draft.page.requirements.values_list("pk", flat=True)
    about = Q(subject_kind="page", subject_id=draft.page_id)
    about |= Q(subject_kind="requirement", subject_id__in=list(requirements))
    fresh = Change.objects.filter(about, pk__gt=draft.last_change)
    newest = fresh.aggregate(newest=Max("pk"))["newest"]
    if newest is None:
        return False
    draft.last_change = newest
    draft.save(update_fields=["last_change"])
    text = gettext_lazy("The guidance made from an answer changed; check the ticket")
    notices.notify_answering(draft.ticket, text=text, at=at)
    return True
