"""The public list of digital projects: what may be chosen, searched and sorted, page by page."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Territory
from foundation.keyset import keyset_page
from foundation.searched import searched_words
from knowledge.caching import shared
from knowledge.facets import Choice, Facet, Facets
from knowledge.models import ContentVersion, OfficeProfile, System
from projects_archive.models import BeneficiaryKind, FundingProgramme, Period, Project, Topic

PAGE_SIZE = 20
MOST_LICENCES = 15

STATUSES = {
    "planned": _("planned"),
    "running": _("under way"),
    "completed": _("completed"),
    "unknown": _("dates not given"),
}
TOPICS, PERIODS = dict(Topic.choices), {"": "", **dict(Period.choices)}
# From (inclusive) and to (exclusive), in złoty of EU contribution.
AMOUNTS: Mapping[str, tuple[int | None, int | None, object]] = {
    "to-500k": (None, 500_000, _("up to 500 thousand zł")),
    "500k-5m": (500_000, 5_000_000, _("500 thousand to 5 million zł")),
    "5m-50m": (5_000_000, 50_000_000, _("5 to 50 million zł")),
    "50m-": (50_000_000, None, _("50 million zł and more")),
}
# What a reader can take along → (column, label).
WITH = {
    "documents": ("has_documents", _("documents")),
    "code": ("has_code", _("source code")),
    "reused": ("is_reused", _("used by others already")),
}
# Gives what was made for all readers before, or makes it.
Kept = Callable[[str, Callable[[], object]], object]
YEAR = re.compile(r"(19|20)[0-9]{2}\Z")
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
    "year": lambda rows, value, on: rows.begun_in(int(value)),
    "programme": lambda rows, value, on: rows.filter(programme=int(value)),
    "voivodeship": lambda rows, value, on: rows.filter(voivodeships__terc=value),
    "powiat": lambda rows, value, on: rows.in_powiat(value),
    "kind": lambda rows, value, on: rows.filter(beneficiary_kind=value),
    "size": lambda rows, value, on: rows.of_offices_of_size(value),
    "system": lambda rows, value, on: rows.touching_system(value),
    "licence": lambda rows, value, on: rows.filter(licence=value),
    "amount": _by_amount,
    "status": lambda rows, value, on: rows.in_status(value, on),
    "with": lambda rows, value, on: rows.filter(**{WITH[value][0]: True}),
}


def _systems() -> Sequence[tuple[str, str]]:
    """(address, name) of the systems that a published record touches."""
    touched = System.objects.filter(project_records__live=True).distinct()
    return list(touched.order_by("name").values_list("slug", "name"))


def _licences() -> Sequence[str]:
    """The licences that public projects have, at most as many as a reader takes in."""
    licensed = Project.objects.filter(is_public=True).exclude(licence="")
    found = licensed.order_by("licence").values_list("licence", flat=True).distinct()
    return list(found[:MOST_LICENCES])


def _year(parameters: QueryDict) -> Sequence[str]:
    """The year that the statistics lead to; a list of thirty would help nobody to choose."""
    year = parameters.get("year", "")
    return [year] if YEAR.match(year) else []


def _facets(parameters: QueryDict, kept: Kept) -> Facets:
    period = parameters.get("period", "")
    programmes = FundingProgramme.objects.filter(period=period) if period in Period.values else ()
    amounts = [(value, label) for value, (_from, _to, label) in AMOUNTS.items()]
    with_them = [(value, label) for value, (_column, label) in WITH.items()]
    return Facets(
        _facet("topic", _("Topic"), Topic.choices),
        _facet("period", _("Period of EU funds"), Period.choices),
        _facet("year", _("Year of beginning"), [(one, one) for one in _year(parameters)]),
        _facet("programme", _("Programme"), [(str(one.pk), one.name) for one in programmes]),
        *_places(parameters.get("voivodeship", "")),
        _facet("kind", _("Who ran it"), BeneficiaryKind.choices),
        _facet("size", _("Size of the office"), OfficeProfile.Size.choices),
        _facet("system", _("System it touches"), kept("systems", _systems)),
        _facet("licence", _("Licence"), [(one, one) for one in kept("licences", _licences)]),
        _facet("amount", _("EU contribution"), amounts),
        _facet("status", _("Status"), STATUSES.items()),
        _facet("with", _("To take along"), with_them),
    )


def _facet(name: str, label: str, pairs: Iterable[tuple[str, str]]) -> Facet:
    return Facet(name, label, [Choice(*pair) for pair in pairs])


def _places(voivodeship: str) -> Sequence[Facet]:
    """Voivodeships, and the powiats of the one that is chosen."""
    powiats = Territory.objects.filter(
        level=Territory.Level.POWIAT, terc__startswith=voivodeship
    ).order_by("name")
    nearer = powiats if len(voivodeship) == 2 else ()
    # They change with the register of territories, by no publication.
    whole = shared("voivodeships", _voivodeships, version=0)
    return (
        _facet("voivodeship", _("Voivodeship"), [(terc, name.lower()) for terc, name in whole]),
        _facet("powiat", _("Powiat"), [(one.terc, one.name) for one in nearer]),
    )


def _voivodeships() -> Sequence[tuple[str, str]]:
    found = Territory.objects.filter(level=Territory.Level.VOIVODESHIP).order_by("name")
    return list(found.values_list("terc", "name"))


def _counts(found: QuerySet) -> Mapping[str, int]:
    """How many are found, and how many of these have a document."""
    documented = Count("pk", filter=Q(has_documents=True))
    return found.aggregate(total=Count("pk"), documented=documented)


class ProjectSearch:
    """One reading of the list's address; whatever is not on offer counts as not asked for."""

    def __init__(self, parameters: QueryDict, *, on: date | None = None) -> None:
        self.parameters, self.on = parameters, on or timezone.localdate()
        self.question = searched_words(parameters)
        sort = parameters.get("sort", "")
        self.sort = sort if sort in SORTS else next(iter(SORTS))
        self._kept = partial(shared, version=ContentVersion.current())
        self.facets = _facets(parameters, self._kept)
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
        return self.facets.address(self.parameters, **rest | more)

    def context(self, projects: QuerySet) -> Mapping[str, object]:
        """Everything the list page shows."""
        found = self.projects(projects)
        page = keyset_page(
            found.for_list(), self.parameters, field=SORTS[self.sort][0], size=PAGE_SIZE
        )
        for project in page.rows:
            project.status_today = project.status(self.on)
            project.status_label = STATUSES[project.status_today]
            # What `get_topic_display` says, without hashing every choice anew for each row.
            project.topic_label, project.period_label = (
                TOPICS[project.topic],
                PERIODS[project.period],
            )
        return {
            "search": self,
            "projects": page.rows,
            # Of a long list counting takes most of the time, of a short one the many links.
            **self._kept(f"counts{self.address()}", partial(_counts, found)),
            "filters": self._kept(f"filters{self.address()}", self._filters),
            "labels": self.facets.labels(self.parameters),
            "sorts": [
                (label, self.address(sort=name), name == self.sort)
                for name, (_field, label) in SORTS.items()
            ],
            "export_url": self.address(),
            **page.addresses(self.address),
        }

    def _filters(self) -> SafeString:
        """The facets as links that keep the question and the order; the open ones are those in use."""
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
        return render_to_string("projects_archive/_filters.html", {"facets": shown})
