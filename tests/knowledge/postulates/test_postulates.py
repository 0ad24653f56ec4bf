"""Who writes, supports and answers postulates, and what the record of agreements keeps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Agreement, AgreementStep, Postulate, PostulateSupport
from knowledge.postulates.actions import (
    Asked,
    answer_postulate,
    edit_postulate,
    finish_step,
    record_agreement,
    release_postulate,
    return_postulate,
    support_postulate,
    write_postulate,
)
from knowledge.postulates.related import related_to_system
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_membership
from tests.knowledge.factories import make_system
from tests.knowledge.postulates.factories import ASKED, STEP, make_agreement, make_postulate

State = Postulate.State
ANSWER = {"state": "accepted", "body_name": "Ministerstwo", "text": "Zmienimy."}


def test_a_members_postulate_is_published_by_the_coordinator(cast: Cast) -> None:
    made = make_postulate(cast.office, by=cast.requester)

    assert not Postulate.objects.visible_to(cast.stranger).exists()
    for person in (cast.requester, cast.stranger, cast.editor):
        with pytest.raises(PermissionDenied):
            release_postulate(made, by=person)
    assert release_postulate(made, by=cast.coordinator).state == State.OPEN
    assert Postulate.objects.visible_to(cast.anonymous).get() == made


def test_what_came_back_is_changed_and_what_is_public_is_not(cast: Cast) -> None:
    made = make_postulate(cast.office, by=cast.requester)
    made = return_postulate(made, by=cast.coordinator, reason="Dodaj przykład.")
    assert (made.state, made.reason) == (State.RETURNED, "Dodaj przykład.")
    with pytest.raises(PermissionDenied):
        edit_postulate(made, by=cast.colleague, asked=ASKED)
    made = edit_postulate(made, by=cast.requester, asked=ASKED)
    made = release_postulate(made, by=cast.coordinator)

    with pytest.raises(ValidationError):
        edit_postulate(made, by=cast.coordinator, asked=ASKED)


def test_a_change_in_a_system_names_it(cast: Cast) -> None:
    asked = Asked("system", "Pobieranie wielu plików", "Po jednym trwa dzień.")

    with pytest.raises(ValidationError):
        make_postulate(cast.office, by=cast.coordinator, asked=asked)
    named = Asked(asked.kind, asked.title, asked.body, make_system())
    assert make_postulate(cast.office, by=cast.coordinator, asked=named).is_public


def test_an_office_supports_once_by_its_coordinator(cast: Cast) -> None:
    made = make_postulate()
    for _ in range(2):
        support_postulate(made, by=cast.coordinator, organisation=cast.office)

    assert PostulateSupport.objects.count() == 1
    with pytest.raises(PermissionDenied):
        support_postulate(made, by=cast.requester, organisation=cast.office)
    own = make_membership(organisation=made.organisation, is_coordinator=True).user
    with pytest.raises(ValidationError):
        support_postulate(made, by=own, organisation=made.organisation)


def test_the_newest_answer_gives_the_state_and_all_of_them_stay(cast: Cast) -> None:
    made = make_postulate()
    answer_postulate(made, by=cast.editor, **ANSWER | {"state": "considered"})
    answer_postulate(made, by=cast.editor, **ANSWER)
    made.refresh_from_db()

    assert made.state == State.ACCEPTED
    assert [one.state for one in made.answers.all()] == ["accepted", "considered"]
    with pytest.raises(PermissionDenied):
        answer_postulate(made, by=cast.coordinator, **ANSWER)
    with pytest.raises(ValidationError):
        answer_postulate(made, by=cast.editor, **ANSWER | {"state": "waiting"})


def test_the_record_says_who_does_what_until_when(cast: Cast) -> None:
    given = {"agreed_on": date(2026, 11, 3), "meeting": "Komisja", "decision": "Powstanie."}
    with pytest.raises(ValidationError):
        record_agreement(by=cast.editor, steps=[], **given)
    with pytest.raises(PermissionDenied):
        record_agreement(by=cast.coordinator, steps=[STEP], **given)
    made = record_agreement(by=cast.editor, steps=[STEP], **given)
    step = made.steps.get()

    finish_step(step, by=cast.editor, on=date(2026, 12, 1))
    assert finish_step(step, by=cast.editor, on=date(2026, 12, 9)).done_on == date(2026, 12, 1)


def test_an_undone_step_is_late_after_its_day(db: None) -> None:
    today = timezone.localdate()
    late = [AgreementStep(until=today + timedelta(days=n)).is_late for n in (-1, 0)]

    assert late == [True, False]


def test_the_record_is_written_in_one_form(cast: Cast, client: Client) -> None:
    made = make_postulate()
    client.force_login(cast.editor)
    rows = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"}
    step = {"form-0-who": "Ministerstwo", "form-0-what": "projekt", "form-0-until": "2026-12-31"}
    sent = {"agreed_on": "2026-11-03", "meeting": "Komisja", "decision": "Tak", **rows}
    address = reverse("knowledge:agreement_new")
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | step | {"postulates": [made.pk]}).status_code == 302

    assert list(Agreement.objects.get().postulates.all()) == [made]
    assert "Ministerstwo" in client.get(made.get_absolute_url()).text


LISTS = ("postulate_list", "office_postulates", "agreement_list")


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_1_and_20(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.coordinator)
    address = reverse(f"knowledge:{name}")
    system = make_system()
    asked = Asked("system", "Tytuł", "Treść", system)

    def fill(rows: int) -> None:
        for _ in range(rows):
            one = make_postulate(cast.office, by=cast.coordinator, asked=asked)
            if name == "agreement_list":
                make_agreement(postulates=[one])

    fill(1)
    queries_of(client, address)
    few = queries_of(client, address)
    fill(19)

    assert few == queries_of(client, address) <= 12


@pytest.mark.fault("B5")
def test_who_left_the_office_writes_for_it_no_more(cast: Cast) -> None:
    """Seen failing with `author_id == user.pk` alone in `may_edit`."""
    made = make_postulate(cast.office, by=cast.requester)
    cast.requester.memberships.update(state="ended")

    with pytest.raises(PermissionDenied):
        edit_postulate(made, by=cast.requester, asked=ASKED)


def test_a_postulate_of_the_small_hours_has_the_day_of_its_readers(cast: Cast) -> None:
    """Seen failing with the day in UTC."""
    system, night = make_system(), datetime(2026, 6, 1, 22, 30, tzinfo=UTC)
    asked = Asked("system", "Jeden termin", "Dziś są trzy różne.", system)
    write_postulate(cast.office, by=cast.coordinator, asked=asked, at=night)

    (item,) = related_to_system(system, cast.anonymous)

    assert item.on == date(2026, 6, 2)
