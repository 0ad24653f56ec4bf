"""A table of the dashboard as rows of a file: every group, times in minutes of working time."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpdesk.reports.dashboard import Dashboard
from helpdesk.reports.facts import MOST_FACTS


def headings() -> Sequence[str]:
    return (
        pgettext("of tickets", "Group"),
        _("Came in"),
        _("First response, median (working minutes)"),
        _("First response, 90th percentile (working minutes)"),
        _("Resolution, median (working minutes)"),
        _("Resolution, 90th percentile (working minutes)"),
        _("First responses in time (%)"),
        _("Resolutions in time (%)"),
    )


def rows(board: Dashboard, code: str) -> Iterator[Sequence[object]]:
    """The groups of the table `code`; a figure that nothing was counted for stays empty."""
    for row in board.table(code, most=MOST_FACTS).rows:
        found = row.figures
        yield (
            row.name,
            found.count,
            found.response_median,
            found.response_p90,
            found.resolution_median,
            found.resolution_p90,
            found.response_kept,
            found.resolution_kept,
        )
