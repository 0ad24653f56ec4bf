"""Which engine answers is decided by `SEARCH_URL`, and without it by the database; nothing else is asked."""

import os
import runpy
from pathlib import Path

import pytest

STATE = Path(__file__).resolve().parents[2] / "config" / "settings" / "state.py"
ON_POSTGRESQL = "postgres://a@/run/postgresql/b"


@pytest.mark.parametrize(
    ("database", "search", "engine", "folder"),
    [
        ("", "", "WhooshEngine", "search"),
        (ON_POSTGRESQL, "", "PostgresqlEngine", None),
        (ON_POSTGRESQL, "whoosh:", "WhooshEngine", "search"),
        (ON_POSTGRESQL, "whoosh:///srv/index", "WhooshEngine", "/srv/index"),
        (ON_POSTGRESQL, "postgresql:", "PostgresqlEngine", None),
    ],
)
def test_the_engine_is_chosen_by_two_addresses_alone(
    monkeypatch: pytest.MonkeyPatch, database: str, search: str, engine: str, folder: str | None
) -> None:
    for name, value in {"DATABASE_URL": database, "SEARCH_URL": search}.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)

    chosen = runpy.run_path(str(STATE))["HAYSTACK_CONNECTIONS"]["default"]

    expected = folder and (
        folder if folder.startswith("/") else f"{os.environ['VAR_DIR']}/{folder}"
    )
    assert chosen["ENGINE"].rpartition(".")[2] == engine
    assert chosen.get("PATH") == (expected or None)
