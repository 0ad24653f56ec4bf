"""What every test may use, and what may be skipped or left unproven, with the reasons."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as property_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.database import migrated_database

# A busy machine draws and judges slowly; that says nothing of what a property test is about.
property_settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_settings.load_profile("patient")

# Real inputs that nobody on this project wrote; a test that needs them skips where they are missing.
REAL_INPUTS = Path(os.environ.get("REAL_INPUTS", settings.BASE_DIR.parent / "shared" / "data"))

# In CI nothing may be skipped but what a machine cannot have.
SKIPS_ALLOWED_IN_CI = ("real inputs missing",)

# Faults of the catalogue that need no test here, each with its reason.
not_applicable: dict[str, str] = {
    "A6": "the desk's mailbox receives nothing but tickets; accounts are verified at the person's address",
    "E2": "no webhooks exist",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that need row locks skip on SQLite; those that touch no database ran there already.

    Long ones begin first.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if "postgres" in settings.DATABASES["default"]["ENGINE"]:
        config.hook.pytest_deselected(items=[item for item in items if not _asks_database(item)])
        items[:] = [item for item in items if _asks_database(item)]
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(
                pytest.mark.skip(reason="needs PostgreSQL: second pass of the Makefile")
            )


def _asks_database(item: pytest.Item) -> bool:
    by_class = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    by_fixture = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(by_class or by_fixture or item.get_closest_marker("django_db"))


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


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """A request leaves its language behind in the thread; the next test begins in Polish."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_kept_pages() -> None:
    """Pages are kept in the memory of the process, which outlives the database of one test."""
    caches["pages"].clear()


@pytest.fixture(autouse=True)
def _no_kept_index() -> None:
    """The embedded index is in a folder of the process, which outlives the database of one test."""
    (settings.VAR_DIR / "search" / "live").unlink(missing_ok=True)


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast: requester, colleague, coordinator, stranger, delegate, staff by role."""
    return make_cast()
