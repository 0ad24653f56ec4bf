"""The TERC register: both variants, CSV and XML, several years, and files that are refused."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from foundation.accounts.actions.terc_import import import_terc
from foundation.accounts.integrity import territories_without_government
from foundation.accounts.models import Organisation, RegisterState, Territory, TerritoryPeriod
from foundation.accounts.terc import Run, Value, runs, understand
from foundation.accounts.terc_files import read_rows
from foundation.accounts.terc_offices import offices
from tests.accounts.register import as_address_variant, as_xml, facts, register, rename


@pytest.fixture
def official(real_inputs: Path) -> bytes:
    return (real_inputs / "terc/terc_2022_official.csv").read_bytes()


@pytest.mark.fault("I1")
def test_the_official_register_of_2022(db: None, official: bytes) -> None:
    """Seen failing with every powiat taken for one that is no city (`_value`)."""
    import_terc(official, file_name="terc.csv")

    kinds = Counter(TerritoryPeriod.objects.values_list("kind", flat=True))
    assert kinds == {"1": 302, "2": 1513, "3": 662, "pow": 314, "mnpp": 66, "woj": 16}
    assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
        "gmina": 2411,
        "city_powiat": 66,
        "powiat": 314,
        "voivodeship": 16,
    }
    poznan = Organisation.objects.get(name="Miasto Poznań")
    assert sorted(poznan.territories.values_list("terc", flat=True)) == ["3064", "306401"]


@pytest.mark.parametrize(
    ("terc", "name", "location"),
    [
        ("302003", "Gmina Dobrzyca", "powiat pleszewski, woj. wielkopolskie"),
        ("280501", "Miasto Ełk", "powiat ełcki, woj. warmińsko-mazurskie"),
        ("3020", "Powiat pleszewski", "woj. wielkopolskie"),
        ("30", "Województwo wielkopolskie", ""),
        ("146501", "Miasto Stołeczne Warszawa", "woj. mazowieckie"),
        ("226201", "Miasto Gdynia", "woj. pomorskie"),
    ],
)
def test_offices_have_the_names_people_know(
    db: None, official: bytes, terc: str, name: str, location: str
) -> None:
    history = {
        code: runs([(date(2022, 1, 1), value)])
        for code, value in understand(read_rows(official)).units.items()
    }

    office = next(office for office in offices(history) if terc in office.codes)

    assert (office.name, office.location) == (name, location)


@pytest.mark.fault("I1")
def test_the_address_variant_and_xml_say_the_same(official: bytes) -> None:
    """Seen failing with towns (type 4) not put together to gminas in `_put_together`."""
    expected = understand(read_rows(official))

    assert understand(read_rows(as_address_variant(official))).units == expected.units
    assert understand(read_rows(as_xml(official))).units == expected.units
    assert (
        understand(read_rows(official.decode("utf-8-sig").encode("cp1250"))).units == expected.units
    )
    assert understand(read_rows(official.replace(b"\r\n", b"\n"))).units == expected.units


@pytest.mark.slow
def test_real_years_in_any_order_end_alike(db: None, real_inputs: Path) -> None:
    files = ["terc_2016_official.xml", "terc_2020_official.csv", "terc_2022_official.csv"]
    results = []
    for order in (files, [files[2], files[0], files[1]]):
        for model in (
            TerritoryPeriod,
            Organisation.territories.through,
            Organisation,
            RegisterState,
        ):
            model.objects.all().delete()
        for level in ("gmina", "powiat", "voivodeship"):
            Territory.objects.filter(level=level).delete()
        for name in order:
            import_terc((real_inputs / "terc" / name).read_bytes(), file_name=name)
        results.append(facts())

    assert results[0] == results[1]
    ostrowice = TerritoryPeriod.objects.get(territory__terc="320304")  # dissolved in 2019
    assert (ostrowice.valid_from, ostrowice.valid_to) == (date(2016, 1, 1), date(2019, 12, 31))
    assert not Organisation.objects.get(territories__terc="320304").is_active


def test_importing_twice_changes_nothing(db: None) -> None:
    import_terc(register(), file_name="terc.csv")
    before = facts()

    result = import_terc(register(), file_name="terc.csv")

    assert facts() == before
    assert set(result.outcomes.values()) == {"unchanged"}
    assert result.offices == {"unchanged": 16 + 336 + 16 + 16 * 21 * 7}


def test_a_gmina_becomes_urban_rural(db: None) -> None:
    """The seventh digit changes, the gmina stays the same, and so does its office."""
    import_terc(register(), file_name="2022.csv")
    office = Organisation.objects.get(territories__terc="020102")

    import_terc(
        register(on="2024-01-01", change=rename("020102", "Wieś 1-1-2", "3")), file_name="x"
    )

    periods = TerritoryPeriod.objects.filter(territory__terc="020102")
    assert list(periods.values_list("kind", "valid_from", "valid_to")) == [
        ("2", date(2022, 1, 1), date(2023, 12, 31)),
        ("3", date(2024, 1, 1), None),
    ]
    assert Organisation.objects.get(territories__terc="020102") == office


def test_a_renamed_gmina_keeps_its_office_under_the_new_name(db: None) -> None:
    import_terc(register(), file_name="2022.csv")
    office = Organisation.objects.get(territories__terc="020102")

    result = import_terc(register(on="2024-01-01", change=rename("020102", "Łąki")), file_name="x")

    office.refresh_from_db()
    assert (office.name, office.search_key[:9]) == ("Gmina Łąki", "gmina lak")
    assert Counter(result.outcomes.values()) == {"unchanged": 16 + 352 + 2368 - 1, "updated": 1}


def test_a_vanished_gmina_ends_with_its_office(db: None) -> None:
    def drop(rows: list[list[str]]) -> None:
        rows.remove(next(r for r in rows if "".join(r[:3]) == "020103"))

    import_terc(register(), file_name="2022.csv")
    result = import_terc(register(on="2024-01-01", change=drop), file_name="2024.csv")

    assert result.vanished == ["020103"]
    assert not Organisation.objects.get(territories__terc="020103").is_active
    assert TerritoryPeriod.objects.get(territory__terc="020103").valid_to == date(2023, 12, 31)


def test_a_gmina_that_moves_to_another_powiat_stays_the_same_office(db: None) -> None:
    def move(rows: list[list[str]]) -> None:
        row = next(r for r in rows if "".join(r[:3]) == "020103")
        row[1], row[2] = "02", "09"

    import_terc(register(), file_name="2022.csv")
    office = Organisation.objects.get(territories__terc="020103")
    import_terc(register(on="2024-01-01", change=move), file_name="2024.csv")

    office.refresh_from_db()
    assert (office.is_active, office.location) == (True, "powiat powiatowy 1-2, woj. województwo 1")
    assert sorted(office.territories.values_list("terc", flat=True)) == ["020103", "020209"]


def test_an_earlier_year_after_a_later_one_ends_alike(db: None) -> None:
    early = register(on="2020-01-01", change=rename("020102", "Dawna"))
    late = register(on="2024-01-01", change=rename("020102", "Nowa"))
    import_terc(early, file_name="a")
    import_terc(late, file_name="b")
    expected = facts()
    TerritoryPeriod.objects.all().delete()
    RegisterState.objects.all().delete()

    import_terc(late, file_name="b")
    import_terc(early, file_name="a")

    assert facts() == expected


def test_runs_leave_gaps_where_a_unit_was_away() -> None:
    a, b = Value("A", "2"), Value("B", "2")
    days = [date(year, 1, 1) for year in (2016, 2018, 2020, 2022)]

    assert runs(list(zip(days, [a, None, b, b], strict=True))) == [
        Run(a, date(2016, 1, 1), date(2017, 12, 31)),
        Run(b, date(2020, 1, 1), None),
    ]


def test_every_territory_in_force_has_one_government(db: None) -> None:
    """One entered by hand, before the register has it, takes nothing from that."""
    import_terc(register(), file_name="x")
    Organisation.objects.create(name="Gmina Nowa", kind=Organisation.Kind.GMINA)
    lost = Organisation.objects.get(territories__terc="020102")
    doubled = Organisation.objects.get(territories__terc="020103")
    assert territories_without_government() == []

    lost.territories.clear()
    second = Organisation.objects.create(name="Gmina Druga", kind=Organisation.Kind.GMINA)
    second.territories.set(doubled.territories.all())

    assert territories_without_government() == ["020102 Wieś 1-1-2", "020103 Wieś 1-1-3"]


def test_an_office_placed_in_a_voivodeship_is_not_taken_for_its_government(db: None) -> None:
    """Seen failing with every link taken for government: the gmina became the voivodeship."""
    voivodeship = Territory.objects.create(
        terc="30", name="WIELKOPOLSKIE", level=Territory.Level.VOIVODESHIP
    )
    placed = Organisation.objects.create(name="Gmina Wymyślona", kind=Organisation.Kind.GMINA)
    placed.territories.add(voivodeship)

    for _time in range(2):
        import_terc(register(), file_name="terc.csv")

    placed.refresh_from_db()
    assert (placed.name, list(placed.territories.all())) == ("Gmina Wymyślona", [voivodeship])
    assert Organisation.objects.filter(kind="voivodeship", territories=voivodeship).count() == 1
    assert territories_without_government() == []
