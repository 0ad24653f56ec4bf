"""What the reply box can insert, by kind: found while an agent types, filled in from the ticket."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.posted import key_in
from foundation.search.folding import fold
from helpdesk import followers, placeholders
from helpdesk.models import CannedReply, Citation, Macro, Ticket
from helpdesk.placeholders import Writing
from knowledge.law import citing

MOST_SHOWN = 12


@dataclass(frozen=True)
class Option:
    """One line: `text` goes into the reply, `reference` among its citations, `url` is opened."""

    title: str
    note: str = ""
    text: str = ""
    reference: str = ""
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of insertion: the title of its page and what it offers."""

    code: str
    title: str | Promise
    hint: str | Promise
    options: Callable[..., Sequence[Option]]


def _canned(ticket: Ticket, *, user: User, word: str, at: datetime) -> Sequence[Option]:
    found = CannedReply.objects.visible_to(user).for_ticket(ticket)
    chosen = [one for one in found if _holds(word, one.name_pl, one.name_en, one.body_pl)]
    writing = Writing(ticket, user, at)
    here = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    options = []
    for canned in chosen[:MOST_SHOWN]:
        text = placeholders.fill(canned.body_for(ticket), writing)
        url = f"{here}?canned={canned.pk}"
        options.append(Option(canned.name, " ".join(text.split())[:90], text=text, url=url))
    return options


def _sources(ticket: Ticket, *, user: User, word: str, at: datetime) -> Sequence[Option]:
    here = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    return [
        Option(
            f"{source.code} {source.title}".strip(),
            " · ".join(filter(None, (str(Citation.Kind(source.kind).label), source.place))),
            reference=source.reference,
            url=f"{here}?cite={source.reference}",
        )
        for source in citing.find(word, user=user)
    ]


def _agents(ticket: Ticket, *, user: User, word: str, at: datetime) -> Sequence[Option]:
    found = [agent for agent in followers.agents_of(ticket) if agent != user]
    here = reverse("helpdesk:desk_ticket", args=[ticket.reference])
    return [
        Option(str(agent), text=f"@{agent} ", url=f"{here}?tab=note")
        for agent in found
        if _holds(word, str(agent))
    ][:MOST_SHOWN]


def _macros(ticket: Ticket, *, user: User, word: str, at: datetime) -> Sequence[Option]:
    found = Macro.objects.visible_to(user).for_ticket(ticket).prefetch_related("steps")
    return [
        Option(
            macro.name,
            ", ".join(str(step) for step in macro.steps.all()),
            url=reverse("helpdesk:desk_macro", args=[ticket.reference, macro.pk]),
        )
        for macro in found
        if _holds(word, macro.name_pl, macro.name_en)
    ][:MOST_SHOWN]


KINDS = {
    kind.code: kind
    for kind in (
        Kind("canned", _("Canned replies"), _("Name or words of the text"), _canned),
        Kind("source", _("Cite a source"), _("Title, code or unit, e.g. KRI 19"), _sources),
        Kind("mention", _("Call an agent"), _("First and last name"), _agents),
        Kind("macro", _("Macros"), _("Name"), _macros),
    )
}


def asked_for(ticket: Ticket, parameters, *, user: User, at: datetime) -> dict[str, object]:
    """First values of the reply that a link of the page of insertions asks for."""
    initial: dict[str, object] = {}
    if key := key_in(parameters.get("canned", "")):
        canned = CannedReply.objects.visible_to(user).for_ticket(ticket).filter(pk=key).first()
        if canned:
            initial["body"] = placeholders.fill(canned.body_for(ticket), Writing(ticket, user, at))
    if references := parameters.getlist("cite"):
        initial["citations"] = references[:10]
    return initial


def _holds(word: str, *texts: str) -> bool:
    """Every word of `word` stands in `texts`, whatever its case and marks."""
    text = fold(" ".join(texts))
    return all(fold(one) in text for one in word.split())
