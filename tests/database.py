"""The test database: migrated once, then copied, because 300 migrations cost more than the tests.

The migrated SQLite file is kept in the folder for temporary files under a name made of everything it
depends on: the text of each migration and the versions of the installed packages.
"""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def migrated_database(worker: str) -> Iterator[None]:
    """Point the default connection to a fresh, migrated database for as long as the tests run."""
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["NAME"] = str(settings.VAR_DIR / f"test-{worker}.sqlite3")
        shutil.copyfile(migrated_file(), connection.settings_dict["NAME"])
        yield
        connection.close()
    else:
        connection.settings_dict["TEST"]["NAME"] = f"test_{worker}"  # each worker its own
        names = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        yield
        teardown_databases(names, verbosity=0)


def migrated_file() -> Path:
    """The kept file of this set of migrations, made now if there is none."""
    kept = Path(tempfile.gettempdir()) / f"punkt-wsparcia-migrated-{_fingerprint()}.sqlite3"
    if not kept.exists():
        names = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        fresh = kept.with_name(f"{kept.name}.{id(names)}-{settings.VAR_DIR.name}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(fresh)])
        teardown_databases(names, verbosity=0)
        in_memory, connection.connection = connection.connection, None
        in_memory.close()  # Django's own `close` keeps one in memory, unseen by other processes
        fresh.replace(kept)
    return kept


def _fingerprint() -> str:
    loader = MigrationLoader(None)
    modules = {migration.__module__ for migration in loader.disk_migrations.values()}
    digest = hashlib.sha256()
    for module in sorted(modules):
        digest.update(Path(sys.modules[module].__file__).read_bytes())
    for package in sorted(f"{found.name} {found.version}" for found in distributions()):
        digest.update(package.encode())
    return digest.hexdigest()[:16]
