"""The requester's list of tickets: what it may be narrowed by, and its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Organisation, User
from foundation.keyset import keyset_page, query
from foundation.search.engines import SearchUnavailable
from foundation.search.lookup import find_keys
from foundation.search.questions import ask
from foundation.searched import searched_words
from helpdesk import answers
from helpdesk.models import Category, ConcernedUnit, Status, Ticket, TicketCounter
from helpdesk.models.ticket import OPEN_STATUSES, OURS
from helpdesk.wording import Standing

PAGE = 30
MOST_FOUND = 500  # by words; who needs more asks more exactly

Narrowing = Mapping[str, tuple[str | Promise, Q]]
SCOPES = {
    "": pgettext_lazy("tickets", "mine"),
    "office": pgettext_lazy("tickets", "the office’s"),
}
STATES: Narrowing = {
    "": (pgettext_lazy("tickets", "all"), Q()),
    "open": (pgettext_lazy("tickets", "open"), Q(status__in=OPEN_STATUSES)),
    "done": (pgettext_lazy("tickets", "finished"), Q(status__in=(Status.RESOLVED, Status.CLOSED))),
}
TURNS: Narrowing = {
    "": (pgettext_lazy("turn", "anybody’s"), Q()),
    "yours": (pgettext_lazy("turn", "yours"), Q(status=Status.PENDING)),
    "ours": (pgettext_lazy("turn", "the support point’s"), Q(status__in=OURS)),
    "others": (pgettext_lazy("turn", "another body’s"), Q(status=Status.ON_HOLD)),
}
LINKS = {"scope": SCOPES, "state": STATES, "turn": TURNS}


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list by a link, marked where it is the current one."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Select:
    """One way to narrow the list by a choice among many: values with labels, the empty one first."""

    name: str
    label: str | Promise
    options: Sequence[tuple[str, str]]
    chosen: str


class Wish:
    """What the address of the list asks for; what it does not know is left out.

    `offices` are those that the user can narrow by. `asked` holds every parameter that counts, by
    name, empty where the address says nothing.
    """

    def __init__(self, user: User, parameters: QueryDict, offices: Sequence[Organisation]) -> None:
        self.user, self.parameters = user, parameters
        self.selects = [
            Select(name, label, options, _known(parameters, name, dict(options)))
            for name, label, options in _offered(offices)
        ]
        self.asked: Mapping[str, str] = {
            **{name: _known(parameters, name, codes) for name, codes in LINKS.items()},
            **{select.name: select.chosen for select in self.selects},
            "q": searched_words(parameters),
        }

    def address(self, **change: object) -> str:
        return query(**{**self.asked, **change})

    def links(self, name: str, labels: Mapping[str, str | Promise]) -> Sequence[Choice]:
        current = self.asked[name]
        return [
            Choice(label, self.address(**{name: code}), code == current)
            for code, label in labels.items()
        ]

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.asked.items() if name != "scope")


def tickets(wish: Wish) -> tuple[QuerySet[Ticket], bool]:
    """What `wish` asks for among what its user may read, and whether the word search is away."""
    found = Ticket.objects.visible_to(wish.user).for_list()
    if wish.asked["scope"] == "office":
        found = found.exclude(pk__in=Ticket.objects.served_by(wish.user).values("pk"))
    else:
        found = found.filter(requester=wish.user)
    found = found.filter(STATES[wish.asked["state"]][1], TURNS[wish.asked["turn"]][1])
    for name, rule in _NARROWED_BY.items():
        if value := wish.asked[name]:
            found = found.filter(rule(int(value)))
    word = wish.asked["q"]
    if not word:
        return found, False
    keys, is_away = _keys(word, wish.user)
    matches = Q(reference__iexact=word) | Q(subject__icontains=word) | Q(pk__in=keys)
    return found.filter(matches), is_away


def read(wish: Wish) -> dict[str, object]:
    """Rows, filters and neighbours of the list that `wish` asks for."""
    found, is_away = tickets(wish)
    found = found.prefetch_related("units")
    page = keyset_page(found, wish.parameters, field="changed_at", size=PAGE)
    return {
        "wish": wish,
        "rows": [(ticket, Standing(ticket, reader=wish.user)) for ticket in page.rows],
        "is_away": is_away,
        "scopes": wish.links("scope", SCOPES),
        "states": wish.links("state", {code: label for code, (label, _q) in STATES.items()}),
        "turns": wish.links("turn", {code: label for code, (label, _q) in TURNS.items()}),
        **page.addresses(wish.address),
    }


_NARROWED_BY = {
    "office": lambda key: (
        Q(organisation=key)
        | Q(pk__in=ConcernedUnit.objects.filter(organisation=key).values("ticket"))
    ),
    "system": lambda key: Q(system=key),
    "category": lambda key: Q(category=key),
    "year": lambda year: Q(reference__startswith=f"PW-{year}-"),
}


def _offered(
    offices: Sequence[Organisation],
) -> Sequence[tuple[str, Promise, Sequence[tuple[str, str]]]]:
    """What the list can be narrowed by, from short registers: never by counting tickets."""
    years = TicketCounter.objects.order_by("-year").values_list("year", flat=True)
    return [
        ("office", _("Office"), _options(offices)),
        ("category", _("Category"), _options(Category.objects.filter(is_active=True))),
        ("system", _("System"), _options(answers.systems())),
        ("year", _("Year"), [(str(year), str(year)) for year in years]),
    ]


def _known(parameters: QueryDict, name: str, codes: Mapping[str, object]) -> str:
    value = parameters.get(name, "")
    return value if value in codes else ""


def _options(rows: Sequence) -> Sequence[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in rows]


def _keys(word: str, user: User) -> tuple[Sequence[int], bool]:
    """Tickets that the index finds by any form of the words; True where it cannot answer."""
    try:
        return find_keys(ask(word), user=user, kind="ticket", limit=MOST_FOUND), False
    except ValidationError:
        return [], False
    except SearchUnavailable:
        return [], True
