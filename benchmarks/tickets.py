"""The help desk at 10,000, 100,000 and 1,000,000 tickets on PostgreSQL, beside a bare list."""

import os
import subprocess
import sys

from tests.with_servers import find_initdb, postgresql

SETTINGS = "benchmarks._bare_settings"


def main() -> None:
    """Measure in a process of its own beside a throw-away PostgreSQL."""
    if not find_initdb():
        print("  SKIPPED: PostgreSQL is not installed")
        return
    with postgresql() as database_url:
        environment = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": SETTINGS}
        command = [sys.executable, "-m", "benchmarks", "_ticket_pages"]
        subprocess.run(command, env=os.environ | environment, check=True)
