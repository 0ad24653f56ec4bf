"""Provisions over time: a duty that moves from one act to another stays findable for every date."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from knowledge import integrity
from knowledge.actions.law import add_period, check_period, continue_provision
from knowledge.models import Change, Provision, ProvisionPeriod
from tests.knowledge.factories import (
    make_act,
    make_editor,
    make_period,
    make_provision,
    make_requirement_data,
    make_version,
)

MOVED_ON = date(2024, 5, 23)


def make_moved_duty() -> tuple[Provision, Provision]:
    """The duty of KRI 2012 § 20, carried on by KRI 2024 § 19."""
    old = make_provision(act=make_act(eli="DU/2012/526", short_name="KRI 2012"), unit="§ 20")
    new = make_provision(act=make_act(eli="DU/2024/773", short_name="KRI 2024"), unit="§ 19")
    make_period(old, gist="Dawna treść.", valid_from=date(2012, 5, 31))
    make_period(new, gist="Nowa treść.", valid_from=MOVED_ON)
    continue_provision(old, new=new, by=make_editor(), on=MOVED_ON)
    return old, new


@pytest.mark.fault("I9")
def test_an_old_citation_stays_true_for_its_dates(client: Client, db: None) -> None:
    """Seen failing when `continue_provision` rewrote the gist and the start instead of ending the period."""
    old, new = make_moved_duty()
    requirement = make_version(
        requirements=[make_requirement_data(code="BI-1", provisions=[old])]
    ).texts.get()

    before = client.get(f"{old.get_absolute_url()}?on=2020-03-01").text
    after = client.get(f"{old.get_absolute_url()}?on=2025-03-01").text
    carried = client.get(f"{new.get_absolute_url()}?on=2025-03-01").text
    cited_then = client.get(f"{requirement.get_absolute_url()}?on=2020-03-01").text
    cited_now = client.get(f"{requirement.get_absolute_url()}?on=2025-03-01").text

    assert "Dawna treść." in before
    assert "Tego dnia przepis nie obowiązuje." in after
    assert "KRI 2024 § 19" in after
    assert "KRI 2012 § 20" in carried
    assert "Dawna treść." in cited_then
    assert "nie obowiązuje 1 marca 2025" in cited_now


def test_the_day_of_the_change_belongs_to_one_period_only(db: None) -> None:
    old, new = make_moved_duty()

    assert [bool(old.on(date(2024, 5, 22))), bool(old.on(MOVED_ON))] == [True, False]
    assert [bool(new.on(date(2024, 5, 22))), bool(new.on(MOVED_ON))] == [False, True]


def test_both_provisions_tell_of_the_change(db: None) -> None:
    old, new = make_moved_duty()

    told = Change.objects.filter(verb=Change.Verb.PROVISION_CHANGED)

    assert set(told.values_list("subject_id", flat=True)) == {old.pk, new.pk}


def test_unchecked_facts_say_so_until_a_person_checks(client: Client, db: None) -> None:
    period = make_period()
    address = period.provision.get_absolute_url()
    unchecked = client.get(address).text

    check_period(period, by=make_editor(), on=date(2026, 11, 20))

    assert "do potwierdzenia" in unchecked
    assert "do potwierdzenia" not in client.get(address).text


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2024, 12, 31), None),
        (date(2020, 1, 1), date(2024, 1, 1)),
        (date(2024, 3, 1), date(2024, 4, 1)),
    ],
)
def test_periods_that_share_a_day_are_refused(
    db: None, valid_from: date, valid_to: date | None
) -> None:
    provision = make_provision()
    make_period(provision, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))

    with pytest.raises(ValidationError, match="wspólny dzień"):
        add_period(provision, by=make_editor(), gist="x", valid_from=valid_from, valid_to=valid_to)

    assert provision.periods.count() == 1


def test_integrity_checks_notice_overlapping_periods(db: None) -> None:
    period = make_period(valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))

    ProvisionPeriod.objects.create(
        provision=period.provision, gist="x", valid_from=date(2024, 12, 31)
    )

    assert len(integrity.overlapping_periods()) == 1


@pytest.mark.parametrize("asked", ["", "?on=", "?on=2024-13-45", "?on=x%00", "?on=9999999"])
def test_a_day_that_is_none_means_today(client: Client, db: None, asked: str) -> None:
    page = client.get(make_period().provision.get_absolute_url() + asked)

    assert page.status_code == 200


def test_act_page_lists_its_provisions(client: Client, db: None) -> None:
    period = make_period(gist="Zapewnia ciągłość.")

    page = client.get(period.provision.act.get_absolute_url()).text

    assert period.provision.unit in page
    assert "Zapewnia ciągłość." in page
