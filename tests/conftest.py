"""What every test may use, and what may be skipped or left unproven, with the reasons."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.database import migrated_database

# Real inputs that nobody on this project wrote; a test that needs them skips where they are missing.
REAL_INPUTS = Path(os.environ.get("REAL_INPUTS", settings.BASE_DIR.parent / "shared" / "data"))

# In CI nothing may be skipped but what a machine cannot have.
SKIPS_ALLOWED_IN_CI = ("real inputs missing",)

# Faults of the catalogue that need no test here, each with its reason.
not_applicable: dict[str, str] = {
    "A6": "the desk's mailbox receives nothing but tickets; accounts are verified at the person's address",
    "B8": "nothing can be deleted through a side feature: tickets and requirements are never deleted",
    "B9": "no export of tickets exists yet; the archive's exports only public rows",
    "B13": "no attendance list exists yet",
    "C6": "no PDF is made yet",
    "C10": "mails have fixed templates; no administrator writes placeholders yet",
    "D4": "measured with the desk's full set of views",
    "D6": "no bulk erasure and no rate of tickets per requester exist yet",
    "E1": "nothing requests foreign addresses yet",
    "E2": "no webhooks exist",
    "F5": "tickets cannot be merged yet",
    "F9": "drafts live in the browser; no shared live editing exists yet",
    "G6": "no quota holds exist",
    "G10": "no group enrolment exists yet",
    "G12": "no check-in exists yet",
    "G13": "no certificates exist yet",
    "H8": "organisers cannot write mails to participants yet",
    "H9": "no certificates exist yet",
    "I6": "publiccode.yml is not imported yet",
    "I7": "documents get their versions with the reader's pages for them",
    "I8": "no text is taken out of documents yet",
    "I10": "no assessments exist yet",
    "I11": "no consultations exist yet",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need row locks skip on SQLite; browser tests share one worker and one server."""
    on_postgresql = "postgres" in settings.DATABASES["default"]["ENGINE"]
    for item in items:
        if item.get_closest_marker("postgresql") and not on_postgresql:
            item.add_marker(
                pytest.mark.skip(reason="needs PostgreSQL: second pass of the Makefile")
            )
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skip is a failure, unless the machine cannot have what the test needs."""
    report = yield
    if report.skipped and "CI" in os.environ and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2])
        if not any(allowed in reason for allowed in SKIPS_ALLOWED_IN_CI):
            report.outcome, report.longrepr = "failed", f"skipped in CI: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Replace pytest-django's own: the database is copied from a migrated one."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), migrated_database(worker):
        yield


@pytest.fixture
def real_inputs() -> Path:
    """The folder of real inputs, or a skip with its reason."""
    if not REAL_INPUTS.is_dir():
        pytest.skip("real inputs missing")
    return REAL_INPUTS


@pytest.fixture
def without_row_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: `select_for_update` locks nothing, so a race test must now fail."""
    monkeypatch.setattr(connection.features.__class__, "has_select_for_update", False)


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast: requester, colleague, coordinator, stranger, delegate, staff by role."""
    return make_cast()
