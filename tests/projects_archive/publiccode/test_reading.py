"""publiccode.yml as it is in the wild: taken with remarks, never a crash, nothing invented."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from projects_archive.publiccode.reading import Remark, read_publiccode
from projects_archive.publiccode.specification import KEYS, missing_of
from projects_archive.publiccode.tree import NotReadable, read_tree
from projects_archive.publiccode.writing import write_publiccode

GOOD = """
publiccodeYmlVersion: "0.4"
name: Medusa
url: "https://example.com/italia/medusa.git"
platforms: [web]
developmentStatus: stable
softwareType: "standalone/web"
description:
  en:
    shortDescription: Books rooms
    longDescription: |
      {long}
    features: [Calendar, Payments]
legal:
  license: EUPL-1.2
maintenance:
  type: "none"
localisation:
  localisationReady: yes
  availableLanguages: [en, no]
""".replace("{long}", "It books rooms of the town. " * 8)


def remarks(text: str) -> dict[str, str]:
    return {one.key: one.code for one in read_publiccode(text.encode()).remarks}


def test_values_are_those_of_the_file() -> None:
    found = read_publiccode(
        GOOD.replace("localisationReady: yes", "localisationReady: true").encode()
    )

    assert found.remarks == []
    assert found.values["languages"] == "en, no"  # Norwegian, not a falsehood
    assert found.values["features_en"] == "Calendar\nPayments"
    assert found.values["is_localisable"] is True
    assert missing_of(found.values) == []


@pytest.mark.fault("I6")
@pytest.mark.parametrize(
    ("old", "new", "key", "code", "name"),
    [
        ('"0.4"', "0.4", "publiccodeYmlVersion", "unquoted", ""),
        ('"0.4"', '"9"', "publiccodeYmlVersion", "version", ""),
        ("stable", "released", "developmentStatus", "value", "development_status"),
        ("EUPL-1.2", "Apache License, Version 2.0", "legal/license", "licence", "licence"),
        ("standalone/web", "web", "softwareType", "value", "software_type"),
        ("  en:\n", "  it:\n", "description", "languages", "short_en"),
        ("name: Medusa", "name: [Medusa]", "name", "shape", "software_name"),
        ("name: Medusa\n", "", "name", "missing", "software_name"),
        ("name: Medusa", "x-nice: 1\nname: Medusa", "x-nice", "extension", ""),
        ("https://example", " https://example", "url", "untidy", ""),
        ("https://example.com/italia/medusa.git", "git@x", "url", "address", "source_code_url"),
        ("name:", "releaseDate: 1.2.2026\nname:", "releaseDate", "date", "released_on"),
        ("Ready: yes", "Ready: maybe", "localisation/localisationReady", "value", "is_localisable"),
        (
            "legal:", "intendedAudience: {countries: [it, DE]}\nlegal:",
            "intendedAudience/countries", "case", "",
        ),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_said_beside_its_key(
    old: str, new: str, key: str, code: str, name: str
) -> None:
    """Seen failing where an unknown status was kept, and where the version was read as a number."""
    assert old in GOOD
    text = GOOD.replace(old, new)

    assert remarks(text)[key] == code
    assert name not in read_publiccode(text.encode()).values


@pytest.mark.fault("I6")
def test_every_real_file_is_taken(real_inputs: Path) -> None:
    """Seen failing with `yaml.safe_load` and a comparison of versions as texts."""
    files = sorted((real_inputs / "publiccode").rglob("*.yml"))
    assert len(files) == 17

    for file in files:
        found = read_publiccode(file.read_bytes())
        told = yaml.safe_load(file.read_text())
        assert found.values["software_name"] == str(told["name"]).strip()
        assert set(found.values) <= set(KEYS)
        for name in ("short_pl", "long_pl", "features_pl"):
            assert name not in found.values  # none of them is in Polish


def test_remarks_on_a_real_file(real_inputs: Path) -> None:
    file = real_inputs / "publiccode" / "CARD-AI__BLKT-VMS-Validavimas.yml"

    found = read_publiccode(file.read_bytes())

    assert found.remarks == [
        Remark("contacts", "extension"),
        Remark("url", "untidy"),
        Remark("legal/license", "licence", "Apache License, Version 2.0"),
        Remark("maintenance/contacts", "missing"),
    ]


@pytest.mark.fault("I6")
@pytest.mark.parametrize(
    "content",
    [
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            f"{chr(97 + n)}: &{chr(97 + n)} [{','.join([f'*{chr(96 + n)}'] * 9)}]\n".encode()
            for n in range(1, 9)
        ),
        b"[" * 50_000,
        b"{a: " * 50_000,
        b"a: &a {b: *a}",
        b"- name: a list",
        b"just words",
        b"",
        b"\x00\x01\x02",
        b"name: caf\xe9",
        b"name: !!python/object/apply:os.system [ls]",
        b"a: b: c",
        b"a: *nobody",
        b"a: 1\n" * 20_000,
        b"x" * (256 * 1024 + 1),
    ],
)
def test_hostile_bytes_are_refused_or_read_as_nothing(content: bytes) -> None:
    """Seen failing without the count of nodes: the aliases unfolded to 43 million entries."""
    try:
        found = read_publiccode(content)
    except NotReadable:
        return
    assert set(found.values) <= {"software_name"}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_end_in_anything_but_a_refusal(content: bytes) -> None:
    try:
        read_publiccode(content)
    except NotReadable:
        return


def test_a_key_that_is_there_twice_is_said() -> None:
    assert remarks("name: A\nname: B")["name"] == "twice"


def test_texts_stay_as_written() -> None:
    tree = read_tree(b"a: 0.10\nb: yes\nc: 2026-01-02\nd: ~\ne: 0x1F").tree

    assert tree == {"a": "0.10", "b": "yes", "c": "2026-01-02", "d": None, "e": "0x1F"}


FULL = {
    "software_name": "Klucz: nr 1 #miasta",
    "source_code_url": "https://example.org/a.git",
    "landing_url": "https://example.org/",
    "software_type": "standalone/web",
    "development_status": "stable",
    "platforms": "web, linux",
    "software_version": "1.10",
    "released_on": "2026-01-02",
    "licence": "EUPL-1.2 OR MIT",
    "code_owner": "Gmina Dobra",
    "maintenance": "contract",
    "maintainer": "Firma „Łódź” sp. z o.o.",
    "maintained_until": "2027-12-31",
    "languages": "pl, no",
    "is_localisable": False,
    "short_pl": "Rezerwuje sale: yes",
    "long_pl": ("Zażółć gęślą jaźń.\n\n- punkt\n" * 10).strip(),
    "features_pl": "Kalendarz\n- płatności: tak\n2026-01-01",
    "short_en": "Books rooms",
    "long_en": "",
    "features_en": "Calendar",
}


def test_what_is_written_is_read_back_equal() -> None:
    given = {name: value for name, value in FULL.items() if value != ""}

    found = read_publiccode(write_publiccode(FULL).encode())

    assert found.values == given
    assert found.remarks == []


@pytest.mark.parametrize("maintenance", ["internal", "community", "none"])
def test_contacts_are_read_back_too(maintenance: str) -> None:
    given = FULL | {"maintenance": maintenance, "maintained_until": ""}

    found = read_publiccode(write_publiccode(given).encode())

    assert found.values == {name: value for name, value in given.items() if value != ""}


def test_another_reader_finds_the_types_of_the_specification() -> None:
    told = yaml.safe_load(write_publiccode(FULL))

    assert told["publiccodeYmlVersion"] == "0.7"
    assert told["softwareVersion"] == "1.10"
    assert told["releaseDate"] == "2026-01-02"
    assert told["localisation"] == {"localisationReady": False, "availableLanguages": ["pl", "no"]}
    assert told["maintenance"] == {
        "type": "contract",
        "contractors": [{"name": "Firma „Łódź” sp. z o.o.", "until": "2027-12-31"}],
    }
    assert told["description"]["pl"]["features"] == ["Kalendarz", "- płatności: tak", "2026-01-01"]


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_any_name_is_read_back(name: str) -> None:
    found = read_publiccode(write_publiccode(FULL | {"software_name": name}).encode())

    assert found.values["software_name"] == name.strip()
