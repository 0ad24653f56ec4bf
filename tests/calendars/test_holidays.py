"""The library against the act of 18 January 1951, art. 1 point 1 (Dz.U. 2025 item 296), typed out here."""

from datetime import date, timedelta

import pytest

from foundation.calendars.holidays import polish_holidays

FIXED = [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]


def easter(year: int) -> date:
    """Easter Sunday by the method of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


@pytest.mark.fault("F7")
@pytest.mark.parametrize("year", range(2011, 2100))
def test_days_off_are_those_of_the_act(year: int) -> None:
    """Seen failing with 24 December taken out of what the library returns."""
    sunday = easter(year)
    expected = {date(year, month, day) for month, day in FIXED}
    expected |= {sunday + timedelta(days) for days in (0, 1, 49, 60)}
    if year >= 2025:
        expected.add(date(year, 12, 24))
    if year == 2018:  # one day by an act of its own, for a hundred years of independence
        expected.add(date(2018, 11, 12))

    assert set(polish_holidays(year)) == expected


def test_names_in_both_languages() -> None:
    day = date(2026, 11, 11)

    assert polish_holidays(2026)[day] == "Narodowe Święto Niepodległości"
    assert polish_holidays(2026, "en")[day] == "National Independence Day"


@pytest.mark.parametrize("year", [1951, 2101])
def test_years_without_an_answer_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        polish_holidays(year)
