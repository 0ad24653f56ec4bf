"""Run one measurement in a process of its own beside a throw-away PostgreSQL."""

import os
import subprocess
import sys

from tests.with_servers import find_initdb, postgresql

SETTINGS = "benchmarks._bare_settings"


def measure(name: str) -> None:
    """`name` is a module of this folder with a `main()`; without PostgreSQL it says so and does nothing."""
    if not find_initdb():
        print("  SKIPPED: PostgreSQL is not installed")
        return
    with postgresql() as database_url:
        environment = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": SETTINGS}
        command = [sys.executable, "-m", "benchmarks", name]
        subprocess.run(command, env=os.environ | environment, check=True)
