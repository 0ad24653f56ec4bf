"""The test database: migrated once, then copied, because 300 migrations cost more than the tests.

What was migrated is kept in the folder for temporary files, a file for SQLite and a dump for PostgreSQL,
under a name made of everything it depends on: the text of each migration and of what it calls, the table of
the search, which no migration makes, and the versions of the installed packages.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from inspect import isfunction
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import setup_databases, teardown_databases
from psycopg.conninfo import make_conninfo

from foundation.search import postgresql_documents as search_table
from knowledge.actions.site import make_site_tree
from tests.kept import kept_file
from tests.with_servers import find_initdb


@contextmanager
def migrated_database(worker: str) -> Iterator[None]:
    """Point the default connection to a fresh, migrated database for as long as the tests run.

    The site's own pages are laid out in it: most tests would make them anew.
    """
    with _copied(worker) if connection.vendor == "sqlite" else _restored(worker):
        make_site_tree()
        yield


@contextmanager
def _copied(worker: str) -> Iterator[None]:
    """A copy of the kept SQLite file."""
    connection.close()
    connection.settings_dict["NAME"] = str(settings.VAR_DIR / f"test-{worker}.sqlite3")
    shutil.copyfile(migrated_file(), connection.settings_dict["NAME"])
    yield
    connection.close()


def migrated_file() -> Path:
    """The kept SQLite file of this set of migrations, made now if there is none."""
    return _kept("sqlite3", _vacuum_sqlite)


def _kept(suffix: str, write: Callable[[Path], None]) -> Path:
    """The migrated database in a file, which `write` makes of the one in memory."""

    def migrate(fresh: Path) -> None:
        names = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        write(fresh)
        teardown_databases(names, verbosity=0)
        _leave_memory()

    return kept_file(f"migrated-{_fingerprint()}.{suffix}", migrate)


def _leave_memory() -> None:
    """Django's own `close` keeps a SQLite database in memory open, unseen by other processes."""
    in_memory, connection.connection = connection.connection, None
    if in_memory is not None:
        in_memory.close()


def _vacuum_sqlite(to: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(to)])


def _dump_postgresql(to: Path) -> None:
    _run("pg_dump", "--no-owner", "--file", str(to))


@contextmanager
def _restored(worker: str) -> Iterator[None]:
    """A database of this worker's own with what was dumped, dropped when it is restored anew."""
    dump, maintenance = _kept("sql", _dump_postgresql), connection.settings_dict["NAME"]
    _recreate(f"test_{worker}")
    connection.close()
    connection.settings_dict["NAME"] = f"test_{worker}"
    _run(
        "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--output", "/dev/null", "--file", str(dump)
    )
    yield
    connection.close()
    connection.settings_dict["NAME"] = maintenance


def _recreate(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')


def _run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL on the database of the default connection."""
    known = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    database = make_conninfo(**{name: known[name] for name in names if known.get(name)})
    subprocess.run([find_initdb().parent / program, *arguments, "--dbname", database], check=True)


def _fingerprint() -> str:
    loader = MigrationLoader(None)
    modules = {migration.__module__ for migration in loader.disk_migrations.values()}
    values = [value for module in modules for value in vars(sys.modules[module]).values()]
    called = {value.__module__ for value in values if isfunction(value)}
    digest = hashlib.sha256()
    for module in sorted(modules | called | {search_table.__name__}):
        digest.update(Path(sys.modules[module].__file__).read_bytes())
    for package in sorted(f"{found.name} {found.version}" for found in distributions()):
        digest.update(package.encode())
    return digest.hexdigest()[:16]
