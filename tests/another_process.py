"""Another process at work on the database of the test, as the product's worker and pollers are."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run Python code that finds `arguments` in `sys.argv`, and wait until it ends or dies."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=settings.BASE_DIR,
        env=environment_of_test(**environment),
        check=False,
        capture_output=True,
        text=True,
    )


def environment_of_test(**more: str) -> dict[str, str]:
    """The development settings on the database and the folder of the test."""
    settings_of_test = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(settings.VAR_DIR),
    }
    return os.environ | settings_of_test | more


def database_url() -> str:
    """The address of the test's own database, once it is sure that others see what the test wrote."""
    name = str(connection.settings_dict["NAME"])
    assert not connection.in_atomic_block, "another process sees committed rows: transaction=True"
    if connection.vendor == "sqlite":
        assert opened_file() == name, "the test writes elsewhere than its settings say"
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def opened_file() -> str:
    """The file that the connection of this thread really writes; empty for one in memory."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        return cursor.fetchone()[2]
