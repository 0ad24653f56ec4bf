"""The requester's list of tickets, and what belongs to the same requirement or system."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import User
from helpdesk.models import Status, Ticket
from helpdesk.models.ticket import OPEN_STATUSES
from helpdesk.word_search import searched_word
from helpdesk.wording import Standing
from knowledge import related as knowledge_related
from knowledge.keyset import keyset_page
from knowledge.models import RequirementText, StandardVersion
from knowledge.related import RelatedItem

PAGE = 30
SCOPES = {
    "own": pgettext_lazy("tickets", "mine"),
    "office": pgettext_lazy("tickets", "the office’s"),
}
STATES: Mapping[str, tuple[str | Promise, Q]] = {
    "": (pgettext_lazy("tickets", "all"), Q()),
    "answer": (_("wait for your answer"), Q(status=Status.PENDING)),
    "open": (pgettext_lazy("tickets", "open"), Q(status__in=OPEN_STATUSES)),
    "done": (pgettext_lazy("tickets", "finished"), Q(status__in=(Status.RESOLVED, Status.CLOSED))),
}


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list: a link, marked where it is the current one."""

    label: str | Promise
    url: str
    is_current: bool


def read(user: User, parameters: QueryDict) -> dict[str, object]:
    """Rows, filters and neighbours of the list that `parameters` ask for."""
    state = parameters.get("state", "")
    state = state if state in STATES else ""
    scope = "office" if parameters.get("scope") == "office" else "own"
    word = searched_word(parameters)
    page = keyset_page(_rows(user, scope, state, word), parameters, field="changed_at", size=PAGE)
    asked = {"scope": scope, "state": state, "q": word}
    return {
        "rows": [(ticket, Standing(ticket)) for ticket in page.rows],
        "word": word,
        "scope": scope,
        "state": state,
        "scopes": [_choice(label, asked, scope=code) for code, label in SCOPES.items()],
        "states": [_choice(label, asked, state=code) for code, (label, _q) in STATES.items()],
        "older_url": _address(asked | {"after": page.older}) if page.older else "",
        "newer_url": _address(asked | {"before": page.newer}) if page.newer else "",
    }


def _rows(user: User, scope: str, state: str, word: str) -> QuerySet[Ticket]:
    found = Ticket.objects.visible_to(user).for_list().filter(STATES[state][1])
    if scope == "own":
        found = found.filter(requester=user)
    else:
        found = found.exclude(pk__in=Ticket.objects.served_by(user).values("pk"))
    if word:
        found = found.filter(Q(reference__iexact=word) | Q(subject__icontains=word))
    return found


def _choice(label: str | Promise, asked: Mapping[str, str], **change: str) -> Choice:
    is_current = all(asked[name] == value for name, value in change.items())
    return Choice(label, _address({**asked, **change}), is_current)


def _address(values: Mapping[str, object]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in values.items() if value})
    return f"?{query.urlencode()}" if query else "?"


def related(ticket: Ticket, user: User) -> Mapping[str, Sequence[RelatedItem]]:
    """Guidance, courses, projects of the ticket's requirement or system, by kind; not itself."""
    found: dict[str, list[RelatedItem]] = defaultdict(list)
    sources = [
        knowledge_related.related_to_requirement(ticket.requirement, user)
        if ticket.requirement
        else {},
        knowledge_related.related_to_system(ticket.system, user) if ticket.system else {},
    ]
    for source in sources:
        for kind, items in source.items():
            found[kind] += [item for item in items if item not in found[kind]]
    own = ticket.get_absolute_url()
    return {
        kind: kept
        for kind, items in found.items()
        if (kept := [i for i in items if i.url != own][:3])
    }


def requirement_text(ticket: Ticket, user: User) -> RequirementText | None:
    """What the ticket's requirement says in the newest version that `user` may see."""
    if ticket.requirement_id is None:
        return None
    versions = StandardVersion.objects.visible_to(user)
    texts = RequirementText.objects.filter(requirement=ticket.requirement_id, version__in=versions)
    return texts.select_related("version__standard").order_by("version__in_force_from", "pk").last()
