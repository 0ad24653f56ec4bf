"""Run a command with throw-away PostgreSQL and Redis servers on sockets of their own.

    python -m tests.with_servers pytest -m postgresql

Sets DATABASE_URL and REDIS_URL for the command and stops both servers afterwards. Where the programs
are missing it says so and succeeds, unless CI is set: there they must be present.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import SECONDS


def find_initdb() -> Path | None:
    """The newest installed initdb; Debian keeps it off the PATH."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb")
    return candidates[-1] if candidates else Path(found) if found else None


def _as_postgres(folder: Path) -> dict[str, object]:
    """initdb refuses root: give the folder to an unprivileged user and run as that user."""
    if os.geteuid() != 0:
        return {}
    user = "postgres" if shutil.which("id") and not _fails(["id", "postgres"]) else "nobody"
    shutil.chown(folder, user)
    return {"user": user, "group": None, "extra_groups": []}


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server that listens on a socket only."""
    programs = find_initdb().parent
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        as_user = _as_postgres(folder)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
        encoding = ["-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(initdb + encoding, check=True, capture_output=True, cwd=folder, **as_user)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        options += " -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
        control = [programs / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, cwd=folder, **as_user)
        try:
            # The form in which django-environ reads a socket's folder as the host.
            yield f"postgres://postgres@/{folder}/postgres"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], check=False, cwd=folder, **as_user
            )


@contextmanager
def redis() -> Iterator[str]:
    """Yield the REDIS_URL of a fresh server that listens on a socket only."""
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        socket_path = Path(name) / "redis.sock"
        server = subprocess.Popen(
            [
                "redis-server",
                "--port",
                "0",
                "--unixsocket",
                socket_path,
                "--save",
                "",
                "--dir",
                name,
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + SECONDS
            while not socket_path.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
            yield f"unix://{socket_path}"
        finally:
            server.terminate()
            server.wait(SECONDS)


def main(command: list[str]) -> int:
    missing = [
        name
        for name, found in [("PostgreSQL", find_initdb()), ("Redis", shutil.which("redis-server"))]
        if not found
    ]
    if missing:
        print(f"SKIPPED: {' '.join(command)}: {' and '.join(missing)} not installed")
        return 1 if os.environ.get("CI") else 0
    with postgresql() as database_url, redis() as redis_url:
        environment = os.environ | {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
