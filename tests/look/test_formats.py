"""Amounts, sizes, days and times as people here write them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from config.templatetags.formats import filesize, money, relative_day, time_left, typo


@pytest.fixture(autouse=True)
def _polish():
    with translation.override("pl"):
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1568930.49"), "1_568_930,49_zł"),
        ("0", "0,00_zł"),
        (-12.5, "-12,50_zł"),
        (None, ""),
        ("", ""),
        ("brak", ""),
    ],
)
def test_money(value: object, text: str) -> None:
    assert plain(money(value)) == text


def test_money_in_english() -> None:
    with translation.override("en"):
        assert plain(money("1568930.49")) == "PLN_1,568,930.49"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("w chmurze i w domu", "w_chmurze i_w_domu"),
        ("Z umową o kopie", "Z_umową o_kopie"),
        ("„i tak”", "„i_tak”"),
        ("<p>w domu <a href='x'>a nie tu</a></p>", "<p>w_domu <a href='x'>a_nie tu</a></p>"),
        ("słowo kot", "słowo kot"),
        ("20 MB w 3 dni", "20_MB w_3_dni"),
        ("sala 12, 21 maja 2024 r.", "sala_12, 21_maja 2024_r."),
        ("§ 19 ust. 2 pkt 1", "§_19 ust._2 pkt_1"),
    ],
)
def test_typo_ties_short_words(text: str, tied: str) -> None:
    assert plain(typo(text)) == tied


def test_typo_leaves_english_alone() -> None:
    with translation.override("en"):
        assert typo("a house") == "a house"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0_B"),
        (999, "999_B"),
        (1420000, "1,4_MB"),
        (12_000_000_000, "12_GB"),
        (2048, "2_kB"),
        ("x", ""),
    ],
)
def test_filesize(size: object, text: str) -> None:
    assert plain(filesize(size)) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "dziś"),
        (1, "jutro"),
        (-1, "wczoraj"),
        (2, "za 2 dni"),
        (9, "za 9 dni"),
        (-5, "5 dni temu"),
        (21, "za 3 tygodnie"),
        (-35, "5 tygodni temu"),
        (70, "za 2 miesiące"),
        (-160, "5 miesięcy temu"),
    ],
)
def test_relative_day(days: int, text: str) -> None:
    assert relative_day(timezone.localdate() + timedelta(days=days)) == text


@pytest.mark.parametrize(
    ("left", "text"),
    [
        ({"hours": 1, "minutes": 40}, "1_h 40_min"),
        ({"hours": 2}, "2_h"),
        ({"hours": 7, "minutes": 12}, "7_h"),
        ({"minutes": 5}, "5_min"),
        ({"days": 1}, "1 dzień"),
        ({"days": 2, "hours": 5}, "2 dni"),
    ],
)
def test_time_left(left: dict[str, int], text: str) -> None:
    assert plain(time_left(timezone.now() + timedelta(seconds=30, **left))) == text


def test_time_left_says_what_is_late() -> None:
    late = timezone.now() - timedelta(minutes=40, seconds=30)
    assert plain(time_left(late)) == "40_min po terminie"
