"""What the page of one project shows: written values where there are some, else those of the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects_archive.listing import STATUSES
from projects_archive.models import Document, FundingLine, Project, ProjectRecord

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
    return {
        "project": project,
        "record": record,
        "lines": lines,
        "origins": origins(record, lines),
        "status": STATUSES[project.status(timezone.localdate())],
        "story": written_texts(record, ("goals", "results")),
        "summary": record.text("summary") if record else "",
        "lessons": written_texts(record, LESSONS),
        "systems": record.systems.all() if record else (),
        "requirements": _requirements(record),
        "documents": Document.objects.visible_to(user)
        .filter(project=project)
        .select_related("file"),
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
