"""Take a list in: a first pass that validates, then batches that can be resumed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.due import DueWork
from projects_archive.actions.keeping import keep_projects_in_step
from projects_archive.batches import CREATED, REFUSED, UNCHANGED, UPDATED, Batch, Outcome
from projects_archive.identity import IdentifiedRow, Places, Repetitions
from projects_archive.models import FundingLine, ImportRun, ProjectList
from projects_archive.register import Register
from projects_archive.sources.detection import ProjectSource
from projects_archive.sources.rows import UnreadableList
from projects_archive.survey import Survey, survey

BATCH = 500
# A new edition that drops more than half of a list of some size is likelier a part of it.
SMALL_LIST, LARGEST_LOSS = 50, 0.5

Progress = Callable[[str, int, int], None]  # what is being done, rows done, all rows
Report = Callable[[Outcome], None]


@dataclass
class ImportResult:
    """Totals of one import: what the file holds and what became of its rows."""

    run: ImportRun
    survey: Survey
    counts: Counter[str] = field(default_factory=Counter)
    vanished: int = 0

    @property
    def has_changed(self) -> bool:
        return bool(self.counts[CREATED] or self.counts[UPDATED] or self.vanished)

    @property
    def total_value(self) -> Decimal:
        return self.survey.total_value

    @property
    def eu_contribution(self) -> Decimal:
        return self.survey.eu_contribution


def _silent(*_what: object) -> None:
    return None


def import_list(
    source: ProjectSource,
    *,
    by: User | None = None,
    is_whole: bool = False,
    at: datetime | None = None,
    progress: Progress = _silent,
    report: Report = _silent,
) -> ImportResult:
    """Take `source` in as the newest edition of its list.

    Running it twice changes nothing; an interrupted run continues after its last written batch.
    `is_whole` confirms that rows which are gone have vanished, however many. Raises UnreadableList,
    before anything is written, for an older edition, a file without one usable row, or a loss of
    more than half of the list.
    """
    at = at or timezone.now()
    surveyed = survey(source, progress=lambda rows: progress("survey", rows, 0))
    source = _settle_list(source, surveyed)
    _refuse_older_edition(source)
    if not is_whole:
        _refuse_great_loss(source, surveyed)
    run = _open_run(source, surveyed, by=by, at=at)
    result = ImportResult(run, surveyed)
    _write_batches(source, result, progress=progress, report=report)
    _finish(result, at=at)
    return result


def _settle_list(source: ProjectSource, surveyed: Survey) -> ProjectSource:
    """A file whose name says nothing is an edition of the list with which it shares most rows."""
    if source.is_named or ProjectList.objects.filter(key=source.origin.list_key).exists():
        return source
    shared = (
        FundingLine.objects.filter(
            fingerprint__in=surveyed.fingerprints[:BATCH], project_list__layout=source.layout.key
        )
        .values_list("project_list__key")
        .annotate(rows=Count("pk"))
        .order_by("-rows")
        .first()
    )
    sample = min(len(surveyed.fingerprints), BATCH)
    return source.named(shared[0]) if shared and shared[1] * 2 > sample else source


def _refuse_older_edition(source: ProjectSource) -> None:
    newest = _runs(source).exclude(edition_on=None).order_by("-edition_on").first()
    if source.edition_on and newest and source.edition_on < newest.edition_on:
        raise UnreadableList(
            _("This edition (%(edition)s) is older than the one already taken in (%(newest)s).")
            % {"edition": source.edition_on, "newest": newest.edition_on}
        )


def _refuse_great_loss(source: ProjectSource, surveyed: Survey) -> None:
    present = FundingLine.objects.filter(
        project_list__key=source.origin.list_key, vanished_in=None
    ).count()
    if source.layout.is_selection or present < SMALL_LIST:
        return
    if surveyed.taken < present * (1 - LARGEST_LOSS):
        raise UnreadableList(
            _(
                "The list has %(present)d projects and this file only %(rows)d. If it is the whole new "
                "edition, confirm it with --whole; if it is another list, name it with --list."
            )
            % {"present": present, "rows": surveyed.taken}
        )


def _runs(source: ProjectSource):
    return ImportRun.objects.filter(project_list__key=source.origin.list_key)


def _open_run(
    source: ProjectSource, surveyed: Survey, *, by: User | None, at: datetime
) -> ImportRun:
    """The run of this very file if it is the newest of its list, else a new one."""
    newest = _runs(source).order_by("-pk").first()
    if newest and newest.sha256 == source.sha256:
        return newest
    project_list, _created = ProjectList.objects.get_or_create(
        key=source.origin.list_key,
        defaults={"name": source.list_name, "layout": source.layout.key},
    )
    return ImportRun.objects.create(
        project_list=project_list,
        file_name=source.file_name,
        sha256=source.sha256,
        size=source.size,
        layout=source.layout.key,
        encoding=source.table.encoding,
        edition_text=source.edition_text,
        edition_on=source.edition_on,
        is_selection=source.layout.is_selection,
        rows_read=surveyed.rows,
        total_value=surveyed.total_value,
        eu_contribution=surveyed.eu_contribution,
        started_at=at,
        started_by=by,
    )


def _write_batches(
    source: ProjectSource, result: ImportResult, *, progress: Progress, report: Report
) -> None:
    run, register = result.run, Register()
    lists = {run.project_list.key: run.project_list}
    resumed_after = run.rows_done if run.state != DueWork.State.DONE else 0
    # The survey has seen all repetitions; identities are counted anew in the same order.
    with Repetitions() as repetitions:
        for batch in _batches(repetitions.identify(row) for row in source.rows()):
            if batch[-1].row.number <= resumed_after:
                outcomes = [Outcome(one.row.number, UNCHANGED) for one in batch]
            else:
                outcomes = _write_batch(batch, run, register, lists, result.survey.places)
            result.counts.update(one.outcome for one in outcomes)
            for outcome in outcomes:
                report(outcome)
            progress("write", sum(result.counts.values()), result.survey.rows)


def _batches(identified: Iterator[IdentifiedRow]) -> Iterator[Sequence[IdentifiedRow]]:
    while batch := list(islice(identified, BATCH)):
        yield batch


@transaction.atomic
def _write_batch(
    batch: Sequence[IdentifiedRow],
    run: ImportRun,
    register: Register,
    lists: dict[str, ProjectList],
    places: Places,
) -> Sequence[Outcome]:
    taken = [one for one in batch if one.row.facts]
    for key in {one.row.facts.list_key for one in taken} - lists.keys():
        lists[key], _created = ProjectList.objects.get_or_create(
            key=key, defaults={"name": key.upper(), "layout": "mapadotacji"}
        )
    readings = [register.read(one, places.of(one.row)) for one in taken]
    refused = [one.row for one in batch if one.row.facts is None]
    outcomes, changed = Batch(run, lists, readings, refused).write()
    keep_projects_in_step(changed)
    if run.state != DueWork.State.DONE:
        counts = Counter(one.outcome for one in outcomes)
        run.created += counts[CREATED]
        run.updated += counts[UPDATED]
        run.unchanged += counts[UNCHANGED]
        run.refused += counts[REFUSED]
        run.rows_done = batch[-1].row.number
        run.save(update_fields=["created", "updated", "unchanged", "refused", "rows_done"])
    return outcomes


@transaction.atomic
def _finish(result: ImportResult, *, at: datetime) -> None:
    """Mark lines of the list that this edition no longer has; they stay readable, with a note."""
    run = result.run
    if not run.is_selection:
        gone = FundingLine.objects.filter(project_list=run.project_list, vanished_in=None).exclude(
            seen_in=run
        )
        projects = list(gone.exclude(project=None).values_list("project_id", flat=True))
        result.vanished = gone.update(vanished_in=run)
        keep_projects_in_step(FundingLine.objects.filter(project__in=projects))
    if run.state != DueWork.State.DONE:
        run.state, run.vanished, run.finished_at = DueWork.State.DONE, result.vanished, at
        run.save(update_fields=["state", "vanished", "finished_at"])
