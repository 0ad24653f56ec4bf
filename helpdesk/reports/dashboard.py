"""The dashboard of the help desk: headline figures, pictures, and one table for each way to group."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.accounts.models import Organisation
from foundation.mailing.models import OutgoingMail
from foundation.tiles import Tile, voivodeship_tiles
from helpdesk.deflection import Deflection, deflection
from helpdesk.models import Category, Channel, Kind, Queue, Rating, RawMail, Ticket
from helpdesk.reports import facts, pictures
from helpdesk.reports.facts import MOST_FACTS, Fact
from helpdesk.reports.figures import AGES, Figures, ages, figures, grouped, steps
from helpdesk.reports.filters import Asked
from helpdesk.reports.turns import Turn, turns
from knowledge.models import System

MOST_ROWS = 16
TITLES = {
    "queue": gettext_lazy("By queue"),
    "category": gettext_lazy("By category"),
    "kind": gettext_lazy("By kind"),
    "system": gettext_lazy("By system"),
    "organisation_kind": gettext_lazy("By kind of office"),
    "voivodeship": gettext_lazy("By voivodeship"),
    "channel": gettext_lazy("By channel"),
}


@dataclass(frozen=True)
class Row:
    """One line of a table: a group, its figures, how long its bar is, and the address of it alone."""

    name: str
    figures: Figures
    bar: str
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Table:
    code: str
    title: str | Promise
    rows: Sequence[Row]
    hidden: int  # groups past the rows that are shown


class Dashboard:
    """Everything the page shows, read when first asked for; at most a dozen queries whatever it counts."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.at = asked, asked.at

    @cached_property
    def opened(self) -> Sequence[Fact]:
        return facts.read(self.asked.opened())

    @cached_property
    def open_now(self) -> Sequence[Fact]:
        return facts.read(self.asked.open_now())

    @cached_property
    def finished(self) -> Sequence[Fact]:
        return facts.read(self.asked.finished())

    @property
    def is_partial(self) -> bool:
        """Whether there was more than a report reads."""
        return MOST_FACTS in (len(self.opened), len(self.open_now), len(self.finished))

    @cached_property
    def total(self) -> Figures:
        return figures(self.opened, self.at)

    @cached_property
    def late(self) -> int:
        return sum(fact.is_late(self.at) for fact in self.open_now)

    @cached_property
    def before(self) -> int:
        """How many came in the period just before, for comparison."""
        return self.asked.before.opened()[:MOST_FACTS].count()

    @property
    def change(self) -> str:
        """The number opened beside the period before, in words."""
        difference = len(self.opened) - self.before
        if not difference:
            return _("as many as in the period before")
        count = abs(difference)
        if difference > 0:
            text = ngettext("%(n)d more than before", "%(n)d more than before", count)
        else:
            text = ngettext("%(n)d fewer than before", "%(n)d fewer than before", count)
        return text % {"n": count}

    @cached_property
    def steps(self) -> Sequence:
        return steps(
            [fact.opened_at for fact in self.opened],
            [fact.resolved_at for fact in self.finished],
            since=self.asked.since,
            until=self.at,
        )

    @cached_property
    def flow(self) -> tuple[pictures.Curve, pictures.Curve]:
        return pictures.flow(self.steps)

    @cached_property
    def ages(self) -> Sequence[pictures.Bar]:
        return pictures.columns(age_labels(), ages(self.open_now, self.at))

    @cached_property
    def turns(self) -> Sequence[Turn]:
        return turns(self.asked.finished())

    @cached_property
    def satisfaction(self) -> Mapping[str, float | int | None]:
        """The mean of the stars given in the period for the tickets asked for, and how many gave them."""
        rated = Rating.objects.for_statistics().filter(
            rated_at__gt=self.asked.since,
            rated_at__lte=self.at,
            ticket__in=self.asked.narrow(Ticket.objects.for_statistics()).values("pk"),
        )
        return rated.aggregate(mean=Avg("stars"), count=Count("pk"))

    @cached_property
    def deflection(self) -> Deflection:
        """Of how many sittings before the form nothing was sent; by period and kind alone."""
        days = timezone.localdate(self.asked.since), timezone.localdate(self.at)
        return deflection(*days, kind=str(self.asked.values.get("kind", "")), at=self.at)

    @property
    def deflected_share(self) -> int | None:
        rate = self.deflection.rate
        return None if rate is None else round(100 * rate)

    @cached_property
    def mail(self) -> Mapping[str, int]:
        """Mail that waits for a person: received and set aside, and never sent."""
        parked = RawMail.objects.filter(state=RawMail.State.PARKED)
        unsent = OutgoingMail.objects.parked()
        return {"parked": parked[:1000].count(), "unsent": unsent[:1000].count()}

    @cached_property
    def tables(self) -> Sequence[Table]:
        return [self.table(code) for code in TITLES]

    def table(self, code: str, most: int = MOST_ROWS) -> Table:
        """The figures by `code`, a key of `TITLES`, at most `most` groups."""
        groups = grouped(self.opened, self._keys[code], self.at)
        names = self._names(code, groups)
        highest = max((group.count for group in groups.values()), default=0)
        chosen = self.asked.parameters.get(code, "")
        rows = [
            Row(
                str(names.get(key, key)),
                group,
                pictures.share_of(group.count, highest),
                self.asked.address(**{code: "" if chosen == str(key) else key}),
                chosen == str(key),
            )
            for key, group in groups.items()
        ]
        return Table(code, TITLES[code], rows[:most], max(0, len(rows) - most))

    @cached_property
    def tiles(self) -> Sequence[Tile]:
        """The map: every voivodeship, in the order in which one reads, also those without a ticket."""
        names = self._voivodeship_names
        groups = grouped(self.opened, self._keys["voivodeship"], self.at)
        counts = {code: group.count for code, group in groups.items()}
        return voivodeship_tiles(counts, names, lambda code: self.asked.address(voivodeship=code))

    @cached_property
    def _keys(self) -> Mapping[str, Callable[[Fact], Hashable]]:
        where = facts.voivodeships()
        return {
            "queue": lambda fact: fact.queue,
            "category": lambda fact: fact.category,
            "kind": lambda fact: fact.kind,
            "system": lambda fact: fact.system,
            "organisation_kind": lambda fact: fact.organisation_kind,
            "voivodeship": lambda fact: where.get(fact.organisation),
            "channel": lambda fact: fact.channel,
        }

    @cached_property
    def _voivodeship_names(self) -> Mapping[str, str]:
        return facts.names_of_voivodeships()

    def _names(self, code: str, groups: Mapping[Hashable, Figures]) -> Mapping[Hashable, object]:
        """What the keys of a group are called."""
        if code == "queue":
            return {queue.pk: queue for queue in Queue.objects.all()}
        if code == "category":
            return {one.pk: one for one in Category.objects.filter(pk__in=list(groups))}
        if code == "system":
            return {system.pk: system for system in System.objects.filter(pk__in=list(groups))}
        return {
            "kind": dict(Kind.choices),
            "organisation_kind": dict(Organisation.Kind.choices),
            "voivodeship": self._voivodeship_names,
            "channel": dict(Channel.choices),
        }[code]


def age_labels() -> list[str]:
    """The classes of age in days: „do 1”, „1–3”, …, „30+”."""
    middle = [f"{a}\N{EN DASH}{b}" for a, b in pairwise(AGES)]
    return [_("under %(n)d") % {"n": AGES[0]}, *middle, f"{AGES[-1]}+"]
