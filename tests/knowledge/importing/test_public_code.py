"""The real Standard for Public Code, 0.4.1 to 0.8.0: levels, how to test and audiences in their fields."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from knowledge.actions.standards import publish_version
from knowledge.models import Requirement, RequirementText, Standard, StandardVersion
from knowledge.standards.comparison import Kind, compare
from tests.knowledge.factories import make_editor

NUMBERS = ("0.4.1", "0.5.0", "0.6.0", "0.7.0", "0.7.1", "0.8.0")

# Written by hand from the changelog of 0.8.0 and a reading of both versions: authoritative languages changed
# what Use plain English asks; "minor changes to text" touched one line that binds, machine-readable policy.
CHANGED_IN_0_8_0 = {"understandable-english-first", "bundle-policy-and-code"}


@pytest.fixture
def versions(real_inputs: Path) -> Path:
    return real_inputs / "guidance" / "publiccodenet-standard" / "versions"


def taken(path: Path, report: Path) -> list[str]:
    call_command("import_standard", path, report=report, verbosity=0)
    return [json.loads(line)["outcome"] for line in report.read_text().splitlines()]


def test_levels_checks_and_audiences_stand_in_their_fields(
    db: None, versions: Path, tmp_path: Path
) -> None:
    assert taken(versions / "0.8.0", tmp_path / "report") == ["created"] * 16

    version = StandardVersion.objects.get()
    texts = version.texts.order_by("position")
    assert (version.number, version.state) == ("0.8.0", "draft")
    assert version.change_note_en.startswith("January 9th 2024")
    assert [text.code for text in texts] == [str(number) for number in range(1, 17)]
    assert [text.level for text in texts].count("must") == 15
    findable = texts.get(requirement__key="make-the-codebase-findable")
    assert findable.level == "should"
    first = texts.first()
    assert first.title_en == "Code in the open"
    assert first.text_en.startswith("* All source code for any software in use")
    assert first.how_to_check_en.startswith("* Confirm that the source for each version")
    assert first.staff_en == (
        "* Develop policies in the open.\n* Prioritize open and transparent policies."
    )
    assert first.heads_en.startswith("* Develop a culture that embraces openness")
    assert first.it_en.startswith("* As a reviewer, for each commit")
    assert first.background_en.startswith("Coding in the open improves transparency")
    assert "### Further reading" in first.background_en
    assert "glossary.md" not in first.text_en + first.background_en
    assert first.title_pl == first.text_pl == ""


def test_every_version_has_the_same_sixteen_requirements(
    db: None, versions: Path, tmp_path: Path
) -> None:
    for number in NUMBERS:
        assert taken(versions / number, tmp_path / "report") == ["created"] * 16

    assert Requirement.objects.count() == 16
    assert RequirementText.objects.count() == 16 * len(NUMBERS)


def test_importing_twice_changes_nothing(db: None, versions: Path, tmp_path: Path) -> None:
    taken(versions / "0.7.1", tmp_path / "report")
    before = list(RequirementText.objects.order_by("pk").values())

    assert taken(versions / "0.7.1", tmp_path / "report") == ["unchanged"] * 16
    assert list(RequirementText.objects.order_by("pk").values()) == before
    assert Standard.objects.get().name == "Standard for Public Code"


def test_only_what_the_changelog_tells_of_is_to_be_assessed_anew(
    db: None, versions: Path, tmp_path: Path
) -> None:
    for number in NUMBERS:
        taken(versions / number, tmp_path / "report")
    old, new = (StandardVersion.objects.get(number=number) for number in ("0.7.1", "0.8.0"))

    rows = compare(old.texts.order_by("position"), new.texts.order_by("position"))

    changed = {row.text.requirement.key for row in rows if row.kind == Kind.CHANGED}
    assert changed == CHANGED_IN_0_8_0
    assert {row.kind for row in rows} == {Kind.CHANGED, Kind.REWORDED, Kind.SAME}


def test_the_newest_first_or_last_gives_the_same_requirements(
    db: None, versions: Path, tmp_path: Path
) -> None:
    taken(versions.parent, tmp_path / "report")
    assert taken(versions / "0.4.1", tmp_path / "report") == ["created"] * 16

    assert Requirement.objects.count() == 16
    assert set(StandardVersion.objects.values_list("number", flat=True)) == {"0.4.1", "0.8.0"}


def test_a_published_version_refuses_other_words(db: None, versions: Path, tmp_path: Path) -> None:
    taken(versions / "0.7.1", tmp_path / "report")
    version = StandardVersion.objects.get()
    publish_version(version, by=make_editor(), in_force_from=date(2023, 7, 31))
    report = tmp_path / "report"

    assert taken(versions / "0.7.1", report) == ["unchanged"] * 16
    with pytest.raises(CommandError, match="opublikowana"):
        call_command("import_standard", versions / "0.8.0", report=report, number="0.7.1")

    assert json.loads(report.read_text())["outcome"] == "refused"
    version.refresh_from_db()
    assert version.texts.get(code="1").title_en == "Code in the open"
