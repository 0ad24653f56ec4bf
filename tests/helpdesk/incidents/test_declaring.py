"""The office's declaration of legal clocks: computed, changed with history, warned of once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.mailing.models import Notification
from helpdesk.actions import assign
from helpdesk.incidents import standing
from helpdesk.incidents.declaring import declare, record_done, set_tlp, take_back_done
from helpdesk.incidents.warnings import warn_of_clocks
from helpdesk.models import Incident, IncidentClock, LegalClock, Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket, warsaw
from tests.helpdesk.incidents.factories import clock, make_incident

NOTICED = warsaw(2026, 11, 13, 7, 40)  # a Friday
AT = warsaw(2026, 11, 13, 9)
ALL = {"early-warning": "applies", "report": "applies", "final-report": "applies"}


def declared(cast: Cast, standings: dict | None = None, **fields) -> Ticket:
    ticket = make_incident(cast, at=AT)
    defaults = {"by": cast.requester, "detected_at": NOTICED, "at": AT}
    return declare(ticket, standings=standings or ALL, **defaults | fields)


def due(ticket: Ticket) -> dict[str, object]:
    rows = IncidentClock.objects.filter(ticket=ticket).select_related("clock")
    return {row.clock.code: row.due_at for row in rows}


def test_clocks_run_from_the_stated_moment(cast: Cast) -> None:
    ticket = declared(cast)

    assert due(ticket) == {
        "early-warning": warsaw(2026, 11, 14, 7, 40),
        "report": warsaw(2026, 11, 16, 7, 40),
        "final-report": warsaw(2026, 12, 16, 7, 40),
    }


def test_the_final_report_counts_from_the_report_once_sent(cast: Cast) -> None:
    ticket = declared(cast)
    record_done(
        ticket, by=cast.agent, clock=clock("report"),
        done_at=warsaw(2026, 11, 14, 12), at=warsaw(2026, 11, 14, 13),
    )  # fmt: skip
    assert due(ticket)["final-report"] == warsaw(2026, 12, 14, 12)

    take_back_done(ticket, by=cast.requester, clock=clock("report"), at=warsaw(2026, 11, 14, 14))
    assert due(ticket)["final-report"] == warsaw(2026, 12, 16, 7, 40)


def test_a_later_moment_moves_everything_and_stands_in_the_history(cast: Cast) -> None:
    ticket = declared(cast)
    declare(
        ticket, by=cast.agent, standings=ALL | {"early-warning": "not_applicable"},
        detected_at=NOTICED + timedelta(hours=1), at=AT,
    )  # fmt: skip

    assert due(ticket)["report"] == warsaw(2026, 11, 16, 8, 40)
    assert [(e.verb, e.actor, e.from_value, e.to_value) for e in ticket.events.all()][-2:] == [
        (
            "detected",
            cast.agent,
            NOTICED.isoformat(),
            (NOTICED + timedelta(hours=1)).isoformat(),
        ),
        ("clock", cast.agent, "early-warning applies", "early-warning not_applicable"),
    ]
    row = IncidentClock.objects.get(ticket=ticket, clock__code="early-warning")
    assert (row.standing, row.decided_by, row.next_warning_at) == (
        "not_applicable",
        cast.agent,
        None,
    )


def test_nothing_runs_before_the_moment_is_stated(cast: Cast) -> None:
    ticket = declared(cast, detected_at=None)

    assert set(due(ticket).values()) == {None}
    lines = standing.lines(ticket, Incident.objects.get(), now=AT)
    assert {line.is_running for line in lines} == {False}


@pytest.mark.parametrize(
    "role", ["colleague", "coordinator", "stranger", "delegate", "other_agent"]
)
def test_others_declare_nothing(cast: Cast, role: str) -> None:
    ticket = make_incident(cast, at=AT, is_restricted=False)

    with pytest.raises(PermissionDenied):
        declare(ticket, by=cast.person(role), standings=ALL, detected_at=NOTICED, at=AT)

    assert not IncidentClock.objects.exists()


def test_a_question_has_no_clocks(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    with pytest.raises(PermissionDenied):
        declare(ticket, by=cast.requester, standings=ALL, detected_at=NOTICED, at=AT)


def test_moments_that_cannot_be_are_refused(cast: Cast) -> None:
    ticket = declared(cast)

    with pytest.raises(ValidationError):
        declare(ticket, by=cast.agent, standings={}, detected_at=AT + timedelta(hours=1), at=AT)
    for moment in (NOTICED - timedelta(minutes=1), AT + timedelta(minutes=1)):
        with pytest.raises(ValidationError):
            record_done(ticket, by=cast.agent, clock=clock("report"), done_at=moment, at=AT)


def test_nothing_is_noticed_after_it_was_reported(cast: Cast) -> None:
    """Seen failing without `_refuse_after_reports`: only `record_done` compared the two moments."""
    ticket = declared(cast)
    later = timedelta(minutes=15)
    record_done(ticket, by=cast.agent, clock=clock("report"), done_at=NOTICED + later, at=AT)

    with pytest.raises(ValidationError):
        declare(ticket, by=cast.agent, standings={}, detected_at=NOTICED + 2 * later, at=AT)
    declare(ticket, by=cast.agent, standings={}, detected_at=NOTICED + later, at=AT)


def test_people_are_warned_once_each(cast: Cast) -> None:
    """Seen failing with `next_warning_at` not set anew: the same warning came with every sweep."""
    ticket = declared(cast, {"early-warning": "applies"})
    assign(ticket, by=cast.agent, assignee=cast.agent, at=AT)
    Notification.objects.all().delete()
    moment, end = AT, NOTICED + timedelta(hours=30)
    while moment <= end:
        warn_of_clocks(at=moment)
        moment += timedelta(minutes=20)

    told = Notification.objects.filter(kind="helpdesk.legal_clock").order_by("pk")
    for person in (cast.agent, cast.requester):
        texts = [one.text for one in told.filter(user=person)]
        assert len(texts) == 3
        assert all(ticket.reference in text and "do potwierdzenia" in text for text in texts)
        assert not any(ticket.subject in text for text in texts)
    assert told.count() == 6


def test_nobody_is_warned_of_what_was_sent(cast: Cast) -> None:
    ticket = declared(cast, {"early-warning": "applies"})
    record_done(ticket, by=cast.requester, clock=clock("early-warning"), done_at=AT, at=AT)

    assert warn_of_clocks(at=NOTICED + timedelta(days=2)) == 0


def test_a_checked_fact_says_so(cast: Cast, client: Client) -> None:
    ticket = declared(cast)
    client.force_login(cast.requester)
    address = reverse("helpdesk:incident_sheet", args=[ticket.reference])
    assert client.get(address).text.count("do potwierdzenia") == 4

    LegalClock.objects.update(checked_on=warsaw(2026, 11, 1).date())

    assert "do potwierdzenia" not in client.get(address).text


def test_the_sheet_is_filled_in(cast: Cast, client: Client) -> None:
    ticket = make_incident(cast)
    client.force_login(cast.agent)
    moment = {"detected_at": "2026-01-05T07:40"}
    client.post(
        reverse("helpdesk:incident_declare", args=[ticket.reference]),
        moment | {"clock_rodo": "applies", "clock_report": "not_applicable"},
    )
    done = client.post(
        reverse("helpdesk:incident_clock", args=[ticket.reference, "rodo"]),
        {"rodo-done_at": "2026-01-07T08:00"},
    )

    assert done.status_code == 302
    rows = IncidentClock.objects.filter(ticket=ticket)
    found = {row.clock.code: (row.standing, row.done_at, row.decided_by) for row in rows}
    assert found == {
        "rodo": ("applies", warsaw(2026, 1, 7, 8), cast.agent),
        "report": ("not_applicable", None, cast.agent),
    }


def test_who_may_know_is_changed_with_history(cast: Cast) -> None:
    ticket = make_incident(cast)
    set_tlp(ticket, by=cast.requester, tlp="red")

    assert Incident.objects.get().tlp == "red"
    event = ticket.events.last()
    assert (event.verb, event.from_value, event.to_value) == ("tlp", "amber_strict", "red")


def test_the_sheet_costs_the_same_for_any_history(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    ticket = declared(cast)
    client.force_login(cast.supervisor)
    address = reverse("helpdesk:incident_sheet", args=[ticket.reference])
    client.get(address)

    with django_assert_max_num_queries(25):
        client.get(address)
