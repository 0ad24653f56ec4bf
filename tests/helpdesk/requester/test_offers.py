"""What is offered before sending, what is counted of it, and how often it made a ticket unnecessary."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from helpdesk import deflection
from helpdesk.actions import close
from helpdesk.actions.offering import (
    note_asked,
    note_opened,
    note_settled,
    note_shown,
    sum_up_offers,
)
from helpdesk.deflection import Deflection
from helpdesk.models import OfferDay, OfferedItem, Sitting, Ticket
from helpdesk.offers import Offer, offers_for
from knowledge.models import System
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_system, make_ticket, warsaw
from tests.helpdesk.requester.factories import choice, make_category
from tests.knowledge.factories import make_guidance

NEW = "/pl/helpdesk/new/"
OFFER = Offer(OfferedItem.Kind.KNOWLEDGE, "knowledge.guidancepage.1", "Kopie", "", "/pl/kopie/")
AT = warsaw(2026, 11, 20, 12)


@pytest.fixture
def world(cast: Cast):
    """Tickets, guidance and a system in trouble, all of them in a live index."""
    queue = make_desk(cast)
    subject = "Kopie zapasowe poczty w chmurze"
    tickets = {
        "own": make_ticket(cast.requester, cast.office, queue=queue, subject=subject),
        "done": make_ticket(cast.requester, cast.office, queue=queue, subject=subject),
        "colleague": make_ticket(cast.colleague, cast.office, queue=queue, subject=subject),
        "foreign": make_ticket(cast.stranger, cast.other_office, queue=queue, subject=subject),
    }
    close(tickets["done"], by=cast.requester)
    guidance = make_guidance(title="Kopia zapasowa poczty", answer="Jak ją robić.")
    make_system(name="Poczta gminna", state=System.State.DOWN)
    make_system(name="Poczta powiatowa")
    call_command("rebuild_index", noinput=True, verbosity=0)
    return {**tickets, "guidance": guidance}


def test_it_offers_what_answers_and_what_the_person_may_see(cast: Cast, world) -> None:
    text = "Dzień dobry, jak robimy kopie zapasowe poczt?"

    own = offers_for(text, user=cast.requester)
    coordinators = offers_for(text, user=cast.coordinator)

    ticket_of = {
        role: {o.title for o in found if o.kind == "ticket"} for role, found in (("r", own),)
    }
    assert ticket_of["r"] == {"Kopie zapasowe poczty w chmurze"}
    assert [o.key for o in own if o.kind == "ticket"] == [f"helpdesk.ticket.{world['own'].pk}"]
    assert {o.key for o in coordinators if o.kind == "ticket"} == {
        f"helpdesk.ticket.{world[name].pk}" for name in ("own", "colleague")
    }
    assert [o.title for o in own if o.kind == "knowledge"] == ["Kopia zapasowa poczty"]
    assert [o.title for o in own if o.kind == "system"] == ["Poczta gminna: nie działa"]


def test_a_stray_word_offers_nothing(cast: Cast, world) -> None:
    assert offers_for("Prosimy o fakturę za poczęstunek", user=cast.requester) == []
    assert offers_for(" \n ", user=cast.requester) == []
    assert offers_for("słowo " * 10_000, user=cast.requester) == []


def test_without_search_the_form_goes_on(cast: Cast, client: Client) -> None:
    make_desk(cast)
    client.force_login(cast.requester)
    data = {"kind": "question", "body": "Jak robić kopie?", "organisation": cast.office.pk}

    client.post(NEW, data | {"sitting": uuid4()})

    assert Ticket.objects.count() == 1


def test_without_scripts_they_come_before_sending_and_are_counted(
    cast: Cast, client: Client, world
) -> None:
    client.force_login(cast.requester)
    sitting = uuid4()
    data = {"kind": "question", "body": "Kopie zapasowe poczty?", "organisation": cast.office.pk}
    data |= {"sitting": sitting}
    before = Ticket.objects.count()

    page = client.post(NEW, data).content.decode()

    assert Ticket.objects.count() == before
    assert "Kopia zapasowa poczty" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert 'name="offers_seen" value="1"' in page
    item = OfferedItem.objects.get(kind="knowledge")
    opened = client.get(f"{NEW}offers/{sitting}/{item.pk}/")
    assert opened.url == world["guidance"].url or world["guidance"].slug in opened.url
    client.post(NEW, data | {"offers_seen": "1"})
    assert Ticket.objects.count() == before + 1
    kept = Sitting.objects.get()
    assert kept.asked_at is not None
    assert deflection.deflection(timezone.localdate(), timezone.localdate()) == Deflection(
        1, 1, 1, 0
    )


def test_a_sitting_goes_on_through_every_step(cast: Cast, client: Client) -> None:
    """Questions of a category, a removal: what was shown before must not look deflected afterwards."""
    category = make_category(choice("stan", "jest", "brak"), queue=make_desk(cast))
    client.force_login(cast.requester)
    sitting = uuid4()
    note_shown(sitting, kind="question", offers=[OFFER])
    data = {"kind": "question", "body": "PESEL 44051401359", "organisation": cast.office.pk}
    data |= {"sitting": sitting, "offers_seen": "1", "category": category.pk}

    for step in ({}, {"remove_sensitive": "1"}):
        page = client.post(NEW, data | step).content.decode()
        assert f'name="sitting" value="{sitting}"' in page
        assert 'name="offers_seen" value="1"' in page


def test_no_person_and_no_word_is_kept() -> None:
    fields = {
        f.name for model in (Sitting, OfferedItem, OfferDay) for f in model._meta.get_fields()
    }
    assert fields == {
        "id", "kind", "started_at", "settled_at", "asked_at", "items", "sitting", "key", "url",
        "shown_at", "opened_at", "on", "shown", "opened", "asked", "deflected",
    }  # fmt: skip


@pytest.mark.fault("B1")
def test_an_offer_of_another_sitting_is_not_there(cast: Cast, client: Client) -> None:
    """Seen failing with `offer_open` looking an item up by its key alone."""
    [(_offer, item)] = note_shown(uuid4(), kind="question", offers=[OFFER])
    client.force_login(cast.requester)

    assert client.get(f"{NEW}offers/{uuid4()}/{item.pk}/").status_code == 404


def sit(at: datetime, *, opened: bool = False, settled: bool = False, asked: bool = False) -> None:
    sitting = uuid4()
    [(_offer, item)] = note_shown(sitting, kind="question", offers=[OFFER], at=at)
    note_shown(sitting, kind="question", offers=[OFFER], at=at)
    if opened:
        note_opened(item, at=at)
    if settled:
        note_settled(sitting, at=at)
    if asked:
        note_asked(sitting, at=at)


def counted(at: datetime, day: date) -> Deflection:
    return deflection.deflection(day, day, at=at)


def test_deflection_is_a_measured_figure(db: None) -> None:
    sit(AT)
    sit(AT, opened=True)
    sit(AT, settled=True)
    sit(AT, opened=True, asked=True)
    sit(AT, settled=True, asked=True)
    sit(AT - timedelta(days=1), opened=True)
    day = AT.date()

    at_once = counted(AT + timedelta(hours=1), day)
    later = counted(AT + timedelta(days=2), day)

    assert at_once == Deflection(shown=5, opened=2, asked=2, deflected=1)
    assert later == Deflection(shown=5, opened=2, asked=2, deflected=2)
    assert later.rate == 0.4
    assert counted(AT, date(2020, 1, 1)).rate is None


def test_old_sittings_become_sums_and_the_figure_stays(db: None) -> None:
    for days in range(5):
        sit(AT - timedelta(days=days), opened=True)
        sit(AT - timedelta(days=days), asked=True)
    since, until, now = date(2026, 11, 1), date(2026, 11, 30), AT + timedelta(days=88, hours=13)
    before = deflection.deflection(since, until, at=now)

    sum_up_offers(at=now)
    sum_up_offers(at=now)

    assert deflection.deflection(since, until, at=now) == before == Deflection(10, 5, 5, 5)
    assert sorted(OfferDay.objects.values_list("on", flat=True)) == [
        date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18),
    ]  # fmt: skip
    assert Sitting.objects.count() == 4


def test_two_queries_however_many_sittings(db: None, django_assert_num_queries) -> None:
    for _number in range(20):
        sit(AT, opened=True)

    with django_assert_num_queries(2):
        counted(AT, AT.date())
