"""What funders ask: only where they pay, with a notice, refusable where lawful, gone in time."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.counting import queries_of
from tests.training.factories import make_enrolment, make_session
from tests.training.funding.factories import make_source
from tests.training.pages import page
from training import actions
from training.funding import forget_funding_data, kept_until, report_headings, report_rows
from training.models import Enrolment, FundingAnswer, FundingField, FundingSource, FundingStatement
from training.personal_data import erase_person, personal_data

EDUCATION = {
    "kind": "choice",
    "label_pl": "Wykształcenie",
    "choices_pl": "średnie\nwyższe",
    "may_refuse": False,
}
HEALTH = {"kind": "yes_no", "label_pl": "Czy jesteś osobą z niepełnosprawnością?"}
WORDS = {"kind": "text", "label_pl": "Stanowisko"}


@pytest.fixture
def source(db: None) -> FundingSource:
    return make_source(EDUCATION, HEALTH, WORDS)


@pytest.fixture
def place(cast: Cast, source: FundingSource) -> Enrolment:
    return make_enrolment(make_session(funding=source), cast.trainee)


def give(enrolment: Enrolment, *values: str, **more) -> FundingStatement:
    fields = enrolment.session.funding.fields.all()
    answers = dict(zip([field.pk for field in fields], values, strict=True))
    return actions.give_funding_data(enrolment, by=enrolment.person, answers=answers, **more)


def answers(enrolment: Enrolment) -> list[str]:
    found = FundingAnswer.objects.filter(statement__enrolment=enrolment)
    return [answer.value for answer in found.order_by("field__sort_order")]


def test_the_form_has_the_notice_takes_refusals_and_asks_what_must_be(
    place: Enrolment, trainee: Client
) -> None:
    address = reverse("training:funding_data", args=[place.uid])
    education, health, words = place.session.funding.fields.all()

    shown = page(trainee, "funding_data", place.uid)
    assert "Dane dostaje instytucja" in shown
    assert "art. 87 ustawy wdrożeniowej" in shown
    assert address in page(trainee, "enrolment", place.uid)
    data = {f"question-{health.pk}": "", f"question-{words.pk}": ""}
    assert trainee.post(address, data).status_code == 422
    assert not FundingStatement.objects.exists()
    assert trainee.post(address, data | {f"question-{education.pk}": "wyższe"}).status_code == 302

    assert answers(place) == ["wyższe"]


def test_nothing_is_asked_where_nobody_pays_and_of_those_without_a_place(
    cast: Cast, trainee: Client, source: FundingSource
) -> None:
    unpaid = make_enrolment(make_session(), cast.trainee)
    waiting = make_enrolment(make_session(funding=source), cast.trainee, state="waiting")

    for enrolment in (unpaid, waiting):
        address = reverse("training:funding_data", args=[enrolment.uid])
        assert trainee.get(address).status_code == 404
        assert address not in page(trainee, "enrolment", enrolment.uid)
    with pytest.raises(ValidationError):
        give(waiting, "wyższe", "", "")


@pytest.mark.parametrize(
    "values",
    [("", "", ""), ("zawodowe", "", ""), ("wyższe", "może", ""), ("wyższe", "", "nr 44051401359")],
)
def test_what_is_missing_invented_or_a_pesel_is_not_kept(place: Enrolment, values) -> None:
    """Seen failing without `holds_pesel`."""
    with pytest.raises(ValidationError):
        give(place, *values)
    assert not FundingStatement.objects.exists()


def test_nobody_asks_for_a_pesel(source: FundingSource) -> None:
    with pytest.raises(ValidationError):
        FundingField(source=source, label_pl="Numer PESEL").full_clean()


def test_only_the_person_gives_and_sees_it(cast: Cast, place: Enrolment, client: Client) -> None:
    give(place, "wyższe", "yes", "inspektor")

    for person in (cast.coordinator, cast.organiser):
        with pytest.raises(PermissionDenied):
            actions.give_funding_data(place, by=person, answers={})
    client.force_login(cast.coordinator)
    assert "wyższe" not in page(client, "enrolment", place.uid)
    assert answers(place) == ["wyższe", "yes", "inspektor"]


@pytest.mark.fault("C7")
def test_the_report_says_what_was_given_and_what_was_refused(
    cast: Cast, place: Enrolment, source: FundingSource, organiser: Client
) -> None:
    """Seen failing with the CSV written by Python's module alone."""
    make_enrolment(place.session, cast.colleague)
    make_enrolment(place.session, cast.stranger, state="cancelled")
    make_enrolment(make_session(), cast.colleague)
    give(place, "wyższe", "", "=1+1")

    rows = {str(row[6]): list(map(str, row[11:])) for row in report_rows(source)}
    assert rows == {
        cast.trainee.name: ["wyższe", "odmowa", "=1+1"],
        cast.colleague.name: ["", "", ""],
    }
    assert list(report_headings(source)[-3:]) == [
        "Wykształcenie",
        HEALTH["label_pl"],
        "Stanowisko",
    ]
    csv = b"".join(organiser.get(reverse("training:funding_csv", args=[source.pk])))
    assert "'=1+1" in csv.decode()
    xlsx = organiser.get(reverse("training:funding_xlsx", args=[source.pk])).getvalue()
    sheet = CalamineWorkbook.from_filelike(BytesIO(xlsx)).get_sheet_by_index(0).to_python()
    assert [len(row) for row in sheet] == [14, 14, 14]
    assert "=1+1" in sheet[1] + sheet[2]


def test_the_report_and_the_list_cost_the_same_for_one_and_ten(
    cast: Cast, place: Enrolment, source: FundingSource, organiser: Client
) -> None:
    give(place, "wyższe", "yes", "")
    urls = [reverse("training:funding_xlsx", args=[source.pk]), reverse("training:funding_sources")]
    few = [queries_of(organiser, url) for url in urls]
    for _ in range(9):
        give(make_enrolment(place.session), "średnie", "", "inspektor")

    assert [queries_of(organiser, url) for url in urls] == few
    assert max(few) <= 12
    assert "10" in page(organiser, "funding_sources")


def test_data_goes_when_its_time_is_over_and_with_the_place(
    cast: Cast, place: Enrolment, source: FundingSource
) -> None:
    """Seen failing with one time for all sources."""
    longer = make_source(WORDS, name="Budżet państwa", kept_months=60)
    other = make_enrolment(make_session(funding=longer), cast.trainee)
    left = make_enrolment(make_session(funding=longer), cast.trainee)
    give(place, "wyższe", "yes", "")
    give(other, "inspektor")
    give(left, "inspektor")
    actions.cancel_enrolment(left, by=cast.trainee)
    last = timezone.make_aware(
        timezone.datetime.combine(kept_until(source, place.session), timezone.datetime.min.time())
    )

    forget_funding_data(at=last)
    assert {s.enrolment for s in FundingStatement.objects.all()} == {place, other}
    forget_funding_data(at=last + timedelta(days=1))
    assert [s.enrolment for s in FundingStatement.objects.all()] == [other]


def test_erasure_takes_what_may_be_refused_and_names_the_ground_of_the_rest(
    cast: Cast, source: FundingSource
) -> None:
    past = make_enrolment(make_session(days=-3, funding=source), cast.trainee, state="attended")
    ahead = make_enrolment(make_session(funding=source), cast.trainee)
    for enrolment in (past, ahead):
        give(enrolment, "wyższe", "yes", "inspektor")

    known = {data.label: data.records for data in personal_data(cast.trainee)}
    assert len(known["Dane dla finansujących szkolenia"]) == 6
    report = {one.label: one for one in erase_person(cast.trainee)}

    found = report["Dane dla finansujących szkolenia"]
    assert (found.erased, found.restricted) == (2, 1)
    assert found.ground == "art. 87 ustawy wdrożeniowej"
    assert [a.value for a in FundingAnswer.objects.all()] == ["wyższe"]


def test_a_field_with_answers_stays(cast: Cast, place: Enrolment, organiser: Client) -> None:
    """Seen failing without `FundingSourceForm`: the admin answered with an error of the database."""
    source = place.session.funding
    give(place, "wyższe", "", "")
    address = reverse("funding_sources:edit", args=[source.pk])
    fields = list(source.fields.all())
    data = {
        "name": source.name, "notice_pl": "Inna nota", "legal_ground": "x", "kept_months": 6,
        "fields-TOTAL_FORMS": 3, "fields-INITIAL_FORMS": 3, "fields-MIN_NUM_FORMS": 0,
        "fields-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for n, field in enumerate(fields):
        names = ("kind", "label_pl", "label_en", "choices_pl", "choices_en")
        data |= {f"fields-{n}-{name}": getattr(field, name) for name in names}
        data |= {f"fields-{n}-id": field.pk, f"fields-{n}-ORDER": n + 1}

    def without(n: int) -> dict:
        return data | {f"fields-{n}-DELETE": "on"}

    assert "nie można usunąć" in organiser.post(address, without(0)).content.decode()
    assert source.fields.count() == 3
    assert organiser.post(address, without(2)).status_code == 302
    assert source.fields.count() == 2
