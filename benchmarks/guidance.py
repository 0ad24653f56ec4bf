"""Guidance for anonymous readers on PostgreSQL: kept, made anew and not modified, beside a bare page."""

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
        command = [sys.executable, "-m", "benchmarks", "_guidance_pages"]
        subprocess.run(command, env=os.environ | environment, check=True)
