"""What a file must be, what is said about it, and how offices are found by it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from foundation.accounts.actions.terc_import import import_terc
from foundation.accounts.models import Organisation, Territory
from tests.accounts.register import (
    register,
    rename,
)


def cut(content: bytes) -> bytes:
    """The first half, up to the end of a line: every row is whole."""
    return content[: content.rfind(b"\r\n", 0, len(content) // 2)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "brakuje kolumn"),
        (b"a;b;c\n1;2;3\n", "brakuje kolumn"),
        (b"PK\x03\x04", "archiwum"),
        (b"<html>", "uszkodzony"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><teryt/>', "typ dokumentu"),
        (b"<teryt><catalog name='SIMC'><row><A>1</A></row></catalog></teryt>", "inny rejestr"),
        (cut(register()), "cały rejestr"),
        (register().replace(b"02;01;02;2", b"02;01;0x;2"), "nie jest kodem"),
        (register().replace(b"02;01;02;2", b"02;01;02;7"), "nie jest rodzajem"),
        (register().replace(b"02;01;03;2", b"02;01;02;2"), "dwa razy"),
        (register().replace(b"2022-01-01", b"2021-01-01", 1), "różnych dat"),
        (register().replace(b"2022-01-01", b"wczoraj"), "nie jest datą"),
        (register(change=lambda rows: rows.pop(1)), "nadrzędnych"),
    ],
)
def test_a_file_not_understood_is_refused_and_changes_nothing(
    db: None, content: bytes, reason: str, tmp_path: Path
) -> None:
    file, report = tmp_path / "plik", tmp_path / "raport.jsonl"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="plik"):
        call_command("import_terc", file, report=report)

    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert {line["outcome"] for line in lines} == {"refused"}
    assert not Territory.objects.exists()
    assert reason in lines[0]["reason"]


def test_the_report_has_an_object_for_every_row(db: None, tmp_path: Path, capsys) -> None:
    file, report = tmp_path / "terc.csv", tmp_path / "raport.jsonl"
    file.write_bytes(register())

    call_command("import_terc", file, report=report)

    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert len(lines) == 16 + 352 + 2368
    assert lines[2] == {
        "source": "terc.csv:4",
        "outcome": "created",
        "reason": "",
        "terc": "0201011",
        "name": "Miasto1-1",
    }
    assert "2368 gminas: 2368 created, 0 updated, 0 unchanged" in capsys.readouterr().out


def test_searching_by_name_place_and_code(db: None) -> None:
    import_terc(register(change=rename("020102", "Łódź Górna")), file_name="x")

    def found(text: str) -> Sequence[str]:
        return [office.name for office in Organisation.objects.search(text)]

    assert found("lodz gorna") == ["Gmina Łódź Górna"]
    assert found("ŁÓDŹ powiatowy 1-1") == ["Gmina Łódź Górna"]
    assert found("020102") == found("0201022") == ["Gmina Łódź Górna"]
