"""The filters in their order; the first that decides, decides."""

from collections.abc import Callable

from helpdesk.mail.filters import (
    automatic,
    flood,
    identity,
    own,
    owners,
    reports,
    routing,
    threading,
)
from helpdesk.mail.incoming import Decision, Incoming

FILTERS: tuple[Callable[[Incoming], Decision | None], ...] = (
    own.judge,
    reports.judge,
    automatic.judge,
    flood.judge,
    owners.judge,
    identity.judge,
    threading.judge,
    routing.judge,
)


def judge(mail: Incoming) -> Decision:
    """What becomes of a mail; the last filter always decides."""
    decisions = (judge_one(mail) for judge_one in FILTERS)
    return next(decision for decision in decisions if decision)
