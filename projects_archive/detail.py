"""What the page of one project shows: written values where there are some, else those of the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects_archive.documents import expected_documents, shown_documents
from projects_archive.listing import STATUSES
from projects_archive.models import FundingLine, Project, ProjectRecord
from projects_archive.reuse import reuse_context
from projects_archive.similar import similar_to

TITLES = {
    "summary": gettext_lazy("In plain words"),
    "goals": gettext_lazy("Goals"),
    "results": gettext_lazy("Results"),
    "worked": gettext_lazy("What worked"),
    "differently": gettext_lazy("What we would do differently"),
    "costs": gettext_lazy("Real costs and time"),
    "lock_in": gettext_lazy("Dependence on a supplier"),
}
LESSONS = ("worked", "differently", "costs", "lock_in")


@dataclass(frozen=True)
class Origin:
    """Where the shown facts come from: `written` by the office, or `list`."""

    code: str

    @property
    def label(self) -> str:
        return _("written by the office") if self.code == "written" else _("from the list")


def written_texts(record: ProjectRecord | None, names: Sequence[str]) -> Sequence[tuple[str, str]]:
    """(heading, text) of what somebody has written."""
    if record is None:
        return ()
    return [(TITLES[name], record.text(name)) for name in names if record.text(name)]


def origins(record: ProjectRecord | None, lines: Sequence[FundingLine]) -> Mapping[str, Origin]:
    """For each shown fact whether it was written or comes from a list."""
    written_first = {"title": "title_pl", "dates": "started_on", "beneficiary": "organisation_id"}
    list_first = {"total_value": "total_value", "eu_contribution": "eu_contribution"}

    def is_written(column: str) -> bool:
        return bool(record and getattr(record, column))

    found = {name: is_written(column) for name, column in written_first.items()}
    for name, column in list_first.items():
        found[name] = is_written(column) and all(getattr(one, column) is None for one in lines)
    return {name: Origin("written" if written else "list") for name, written in found.items()}


def written_parts(record: ProjectRecord | None) -> Mapping[str, object]:
    """What somebody has written, in the order in which it is read; also of a draft."""
    return {
        "story": written_texts(record, ("goals", "results")),
        "summary": record.text("summary") if record else "",
        "lessons": written_texts(record, LESSONS),
        "systems": record.systems.all() if record else (),
        "requirements": _requirements(record),
        "software": shown_software(record),
        "companions": companions(record),
    }


@dataclass(frozen=True)
class ShownSoftware:
    """What a record says of its software; `facts` are (label, value)."""

    name: str
    short: str
    long: str
    features: Sequence[str]
    facts: Sequence[tuple[str, str]]
    is_complete: bool


def shown_software(record: ProjectRecord | None) -> ShownSoftware | None:
    """The software of a record, where it names one."""
    if record is None or not record.software_name:
        return None
    facts = [
        (_("Kind of software"), record.get_software_type_display()),
        (_("State of the software"), record.get_development_status_display()),
        (_("Where it runs"), record.platforms),
        (_("Version"), record.software_version),
        (_("Languages of the software"), record.languages),
        (_("Maintained"), record.get_maintenance_display()),
        (_("Owner of the copyright"), record.code_owner),
    ]
    return ShownSoftware(
        name=record.software_name,
        short=record.text("short"),
        long=record.text("long"),
        features=record.text("features").splitlines(),
        facts=[(label, value) for label, value in facts if value],
        is_complete=not record.missing_for_publiccode,
    )


def companions(record: ProjectRecord | None) -> Sequence[tuple[str, Sequence[str]]]:
    """(heading, names) of partners and suppliers, as written."""
    if record is None:
        return ()
    listed = [
        (_("Partners"), record.partners),
        (_("Suppliers"), record.suppliers),
    ]
    return [(label, names.splitlines()) for label, names in listed if names.strip()]


def project_context(project: Project, user) -> Mapping[str, object]:
    """Everything the detail page shows to `user`."""
    record = (
        ProjectRecord.objects.visible_to(user)
        .filter(project=project, live=True)
        .select_related("organisation")
        .first()
    )
    lines = list(
        FundingLine.objects.visible_to(user)
        .filter(project=project)
        .select_related("source_row", "seen_in", "project_list", "programme", "vanished_in")
        .prefetch_related("places__territory__parent")
        .order_by("-pk")
    )
    documents = shown_documents(project, user)
    return {
        "project": project,
        "record": record,
        "lines": lines,
        "origins": origins(record, lines),
        "status": STATUSES[project.status(timezone.localdate())],
        "documents": documents,
        "expected": expected_documents(documents),
        **written_parts(record),
        **reuse_context(project, user),
        "similar": similar_to(project),
    }


def _requirements(record: ProjectRecord | None) -> Sequence[tuple[str, str]]:
    """(title, address) of the requirements met, by their text in force."""
    if record is None:
        return ()
    today = timezone.localdate()
    shown = []
    for requirement in record.requirements.prefetch_related("texts__version__standard"):
        texts = sorted(requirement.texts.all(), key=lambda text: text.version_id, reverse=True)
        public = [text for text in texts if text.version.state not in ("draft",)]
        current = [
            text for text in public
            if text.version.in_force_from and text.version.in_force_from <= today
        ]  # fmt: skip
        for text in (current or public)[:1]:
            shown.append((f"{text.version.standard}: {text}", text.get_absolute_url()))
    return shown
