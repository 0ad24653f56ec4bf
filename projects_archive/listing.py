"""The public list of digital projects: what may be chosen, searched and sorted, page by page."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Territory
from knowledge.facets import Choice, Facet, Facets
from knowledge.keyset import keyset_page
from projects_archive.models import BeneficiaryKind, FundingProgramme, Period, Topic

PAGE_SIZE = 20
LONGEST_QUESTION = 100

STATUSES = {
    "planned": _("planned"),
    "running": _("under way"),
    "completed": _("completed"),
    "unknown": _("dates not given"),
}
# From (inclusive) and to (exclusive), in złoty of EU contribution.
AMOUNTS: Mapping[str, tuple[int | None, int | None, object]] = {
    "to-500k": (None, 500_000, _("up to 500 thousand zł")),
    "500k-5m": (500_000, 5_000_000, _("500 thousand to 5 million zł")),
    "5m-50m": (5_000_000, 50_000_000, _("5 to 50 million zł")),
    "50m-": (50_000_000, None, _("50 million zł and more")),
}
# Name in the address → (field, label). The first is the order without a choice.
SORTS = {
    "amount": ("amount_order", _("largest contribution first")),
    "start": ("start_order", _("latest start first")),
    "newest": ("id", _("newest in the archive first")),
}


def _by_amount(rows: QuerySet, value: str, on: date) -> QuerySet:
    least, below, _label = AMOUNTS[value]
    rows = rows.filter(amount_order__gte=least) if least is not None else rows
    return rows.filter(amount_order__lt=below) if below is not None else rows


# Each facet's own filter: nothing from the address becomes the name of a column.
FILTERS: Mapping[str, Callable[[QuerySet, str, date], QuerySet]] = {
    "topic": lambda rows, value, on: rows.filter(topic=value),
    "period": lambda rows, value, on: rows.filter(period=value),
    "programme": lambda rows, value, on: rows.filter(programme=int(value)),
    "voivodeship": lambda rows, value, on: rows.filter(voivodeships__terc=value),
    "kind": lambda rows, value, on: rows.filter(beneficiary_kind=value),
    "amount": _by_amount,
    "status": lambda rows, value, on: rows.in_status(value, on),
}


def _facets(parameters: QueryDict) -> Facets:
    voivodeships = Territory.objects.filter(level=Territory.Level.VOIVODESHIP).order_by("name")
    period = parameters.get("period", "")
    programmes = FundingProgramme.objects.filter(period=period) if period in Period.values else ()
    return Facets(
        Facet("topic", _("Topic"), [Choice(*pair) for pair in Topic.choices]),
        Facet("period", _("Period of EU funds"), [Choice(*pair) for pair in Period.choices]),
        Facet("programme", _("Programme"), [Choice(str(one.pk), one.name) for one in programmes]),
        Facet(
            "voivodeship",
            _("Voivodeship"),
            [Choice(one.terc, one.name.lower()) for one in voivodeships],
        ),
        Facet("kind", _("Who ran it"), [Choice(*pair) for pair in BeneficiaryKind.choices]),
        Facet(
            "amount",
            _("EU contribution"),
            [Choice(value, label) for value, (_from, _to, label) in AMOUNTS.items()],
        ),
        Facet("status", _("Status"), [Choice(*pair) for pair in STATUSES.items()]),
    )


class ProjectSearch:
    """One reading of the list's address; whatever is not on offer counts as not asked for."""

    def __init__(self, parameters: QueryDict, *, on: date | None = None) -> None:
        self.parameters, self.on = parameters, on or timezone.localdate()
        self.question = " ".join(parameters.get("q", "").replace("\x00", " ").split())
        self.question = self.question[:LONGEST_QUESTION]
        sort = parameters.get("sort", "")
        self.sort = sort if sort in SORTS else next(iter(SORTS))
        self.facets = _facets(parameters)
        self.chosen = self.facets.chosen(parameters)

    def projects(self, projects: QuerySet) -> QuerySet:
        """Those of `projects` that fit what was chosen and asked."""
        for name, value in self.chosen.items():
            projects = FILTERS[name](projects, value, self.on)
        return projects.with_words(self.question)

    @property
    def ignored(self) -> bool:
        """Was something asked for that is not on offer?"""
        names = [*FILTERS, "sort"]
        asked = {name for name in names if self.parameters.get(name)}
        known = {*self.chosen, *(["sort"] if self.parameters.get("sort") in SORTS else [])}
        return bool(asked - known)

    def address(self, **more: object) -> str:
        """The address of this list with what is chosen, and `more`; empty values are left out."""
        rest = {"q": self.question, "sort": self.parameters.get("sort", "") and self.sort}
        return self.facets.address(
            self.parameters, **{key: value for key, value in (rest | more).items() if value}
        )

    def context(self, projects: QuerySet) -> Mapping[str, object]:
        """Everything the list page shows."""
        found = self.projects(projects)
        page = keyset_page(
            found.for_list(), self.parameters, field=SORTS[self.sort][0], size=PAGE_SIZE
        )
        for project in page.rows:
            project.status_today = project.status(self.on)
            project.status_label = STATUSES[project.status_today]
        return {
            "search": self,
            "projects": page.rows,
            "total": found.count(),
            "facets": self._shown_facets(),
            "labels": self.facets.labels(self.parameters),
            "sorts": [
                (label, self.address(sort=name), name == self.sort)
                for name, (_field, label) in SORTS.items()
            ],
            "export_url": self.address(),
            "older_url": page.older and self.address(after=page.older),
            "newer_url": page.newer and self.address(before=page.newer),
        }

    def _shown_facets(self):
        """Facet links that keep the question and the order; the open ones are those in use."""
        kept = QueryDict(mutable=True)
        if self.question:
            kept["q"] = self.question
        if self.parameters.get("sort"):
            kept["sort"] = self.sort
        suffix = kept.urlencode()
        shown = []
        for facet in self.facets.shown(self.parameters):
            links = [
                (one.label, f"{one.url}&{suffix}" if suffix else one.url, one.is_chosen)
                for one in facet.choices
            ]
            shown.append((facet.label, links, any(is_chosen for _l, _u, is_chosen in links)))
        return shown
