"""Any sequence of enrolling, cancelling, answering, swapping and changed limits against a slow reference."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from foundation.accounts.roles import Role
from tests.cast import make_staff
from tests.factories import make_membership, make_organisation
from tests.training.factories import make_session
from training import actions
from training.integrity import integrity_checks
from training.models import Enrolment, SeatOffer

PEOPLE, OFFICES = 6, 2
SEATED = ("confirmed", "offered")
PERSON = st.integers(0, PEOPLE - 1)


class Reference:
    """The rules again, the slow way: a list of people in line and a state for each."""

    def __init__(self, capacity: int, limit: int | None) -> None:
        self.capacity, self.limit = capacity, limit
        self.state: dict[int, str] = {}
        self.line: list[int] = []

    def seated(self, office: int | None = None) -> int:
        held = [p for p, state in self.state.items() if state in SEATED]
        return len([p for p in held if office is None or p % OFFICES == office])

    def fits(self, person: int) -> bool:
        return self.limit is None or self.seated(person % OFFICES) < self.limit

    def next(self) -> int | None:
        return next((person for person in self.line if self.fits(person)), None)

    def enrol(self, person: int) -> None:
        is_free = self.seated() < self.capacity and self.fits(person) and self.next() is None
        self.state[person] = "confirmed" if is_free else "waiting"
        if not is_free:
            self.line.append(person)

    def leave(self, person: int) -> None:
        del self.state[person]
        self.line = [other for other in self.line if other != person]
        self.promote()

    def promote(self) -> None:
        while self.seated() < self.capacity and (person := self.next()) is not None:
            self.line.remove(person)
            self.state[person] = "offered"


class SeatMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(capacity=st.integers(1, 3), limit=st.none() | st.integers(1, 2))
    def begin(self, capacity: int, limit: int | None) -> None:
        self.session = make_session(capacity=capacity, organisation_limit=limit)
        self.offices = [make_organisation() for _ in range(OFFICES)]
        self.people = [
            make_membership(organisation=self.offices[n % OFFICES]).user for n in range(PEOPLE)
        ]
        self.organiser = make_staff(Role.ORGANISER)
        self.reference = Reference(capacity, limit)

    def enrolment(self, person: int) -> Enrolment:
        return self.session.enrolments.current().get(person=self.people[person])

    @rule(person=PERSON)
    def enrol(self, person: int) -> None:
        user, office = self.people[person], self.offices[person % OFFICES]
        call = {"person": user, "organisation": office, "by": user}
        if person in self.reference.state:
            with pytest.raises(ValidationError):
                actions.enrol(self.session, **call)
        else:
            actions.enrol(self.session, **call)
            self.reference.enrol(person)

    @rule(person=PERSON)
    def cancel(self, person: int) -> None:
        if person in self.reference.state:
            actions.cancel_enrolment(self.enrolment(person), by=self.people[person])
            self.reference.leave(person)

    @rule(person=PERSON, accept=st.booleans())
    def answer(self, person: int, accept: bool) -> None:
        if person not in self.reference.state:
            return
        verb = actions.accept_offer if accept else actions.decline_offer
        enrolment = self.enrolment(person)
        if self.reference.state[person] != "offered":
            with pytest.raises(ValidationError):
                verb(enrolment, by=self.people[person])
            return
        verb(enrolment, by=self.people[person])
        if accept:
            self.reference.state[person] = "confirmed"
        else:
            self.reference.leave(person)

    @rule(person=PERSON)
    def let_run_out(self, person: int) -> None:
        if self.reference.state.get(person) != "offered":
            return
        offer = SeatOffer.objects.get(enrolment=self.enrolment(person), outcome="open")
        late = offer.expires_at + timedelta(seconds=1)
        actions.expire_offer(offer, at=late)
        self.reference.leave(person)

    @rule(person=PERSON, instead=PERSON)
    def swap(self, person: int, instead: int) -> None:
        """A seat passes to a colleague of the same office who is not in the session."""
        has, free = self.reference.state.get(person), instead not in self.reference.state
        if has is None or person % OFFICES != instead % OFFICES:
            return
        call = {"person": self.people[instead], "by": self.organiser}
        if has != "confirmed" or not free:
            with pytest.raises(ValidationError):
                actions.swap_person(self.enrolment(person), **call)
            return
        actions.swap_person(self.enrolment(person), **call)
        del self.reference.state[person]
        self.reference.state[instead] = "confirmed"

    @rule(capacity=st.integers(1, 4))
    def change_capacity(self, capacity: int) -> None:
        actions.change_capacity(self.session, by=self.organiser, capacity=capacity)
        self.reference.capacity = capacity
        self.reference.promote()

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "session"):
            return
        current = self.session.enrolments.current()
        by_user = dict(current.values_list("person_id", "state"))
        states = {n: by_user[u.pk] for n, u in enumerate(self.people) if u.pk in by_user}
        numbers = {user.pk: n for n, user in enumerate(self.people)}
        line = [numbers[e.person_id] for e in self.session.enrolments.in_line()]
        assert (states, line) == (self.reference.state, self.reference.line)
        assert [line for check in integrity_checks() for line in check.broken()] == []


@pytest.mark.fault("G7")
@pytest.mark.slow
@pytest.mark.django_db
def test_any_sequence_agrees_with_the_reference() -> None:
    """Seen failing with `first_in_line` answering the first whatever the limit of the office."""
    checks = settings(
        max_examples=25,
        phases=[Phase.generate],
        stateful_step_count=20,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run(SeatMachine, settings=checks)
