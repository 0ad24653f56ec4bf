"""What ties add to the open ticket of the desk: a fact, and three panels."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from helpdesk.desk.pieces import Panel, Part
from helpdesk.models import Broadcast, Ticket
from helpdesk.ties.forms import AnswerAllForm, MergeForm, PartOfForm, PartsForm, SplitForm
from helpdesk.ties.proposals import proposal_for
from helpdesk.ties.reading import parts_for, ties_of

SHOWN_PARTS = 50
SHOWN_BROADCASTS = 3


def _facts(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"ties": ties_of(ticket)}


def _proposal(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"tied_proposal": proposal_for(ticket, request.user)}


def _problem(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    parts = list(parts_for(ticket, request.user)[: SHOWN_PARTS + 1])
    broadcasts = Broadcast.objects.filter(parent=ticket).with_progress()
    return {
        "ties": ties_of(ticket),
        "tied_proposal": proposal_for(ticket, request.user),
        "tied_parts": parts[:SHOWN_PARTS],
        "tied_more": len(parts) > SHOWN_PARTS,
        "tied_broadcasts": list(broadcasts[:SHOWN_BROADCASTS]),
        "part_of_form": PartOfForm(user=request.user),
        "parts_form": PartsForm(user=request.user),
        "answer_all_form": AnswerAllForm(
            initial={"version": ticket.version}, auto_id="answer_all_%s"
        ),
    }


def _merge(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"merge_form": MergeForm(ticket=ticket, user=request.user)}


def _split(_request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    return {"split_form": SplitForm(ticket=ticket)}


def _is_open(_user: User, ticket: Ticket) -> bool:
    return ticket.is_open


FACTS = Part("helpdesk/ties/facts.html", _facts)
PROPOSAL = Part("helpdesk/ties/proposal_fact.html", _proposal)
PROBLEM = Panel(
    "problem",
    _("Part of a larger problem"),
    "helpdesk/ties/problem.html",
    _problem,
    key="l",
    is_offered=_is_open,
)
MERGE = Panel("merge", _("Duplicate – merge"), "helpdesk/ties/merge.html", _merge, key="d")
SPLIT = Panel("split", _("Split off a matter"), "helpdesk/ties/split.html", _split, key="w")
PANELS = (PROBLEM, MERGE, SPLIT)
