"""Letters to participants: to whom, how often, with which words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from foundation.mailing.models import Notification, OutgoingMail
from tests.cast import Cast, make_staff
from tests.training.factories import make_course, make_enrolment, make_session, make_two_ways
from tests.training.letters.factories import make_letter
from training import actions
from training.models import LetterReceiver
from training.states import EnrolmentState, Way
from training.sweeps import send_letters


def sent_to() -> list[str]:
    letters = OutgoingMail.objects.filter(kind="training_letter").order_by("pk")
    return list(letters.values_list("recipient", flat=True))


def send() -> int:
    return send_letters(at=timezone.now())


def test_it_goes_to_those_in_the_states_chosen_and_once(cast: Cast) -> None:
    session = make_session()
    first, second = make_enrolment(session), make_enrolment(session)
    make_enrolment(session, state=EnrolmentState.WAITING)
    make_enrolment(session, state=EnrolmentState.CANCELLED)
    make_enrolment()

    make_letter(session, cast.organiser)

    assert (send(), send()) == (2, 0)
    assert sent_to() == [first.person.email, second.person.email]
    assert Notification.objects.filter(kind="training_letter").count() == 2
    assert session.events.get().note == "Co zabrać (2)"


def test_the_same_form_sent_twice_is_one_letter(cast: Cast) -> None:
    session = make_enrolment().session
    token = uuid4()

    letters = [make_letter(session, cast.organiser, token=token) for _ in range(2)]
    send()

    assert letters[0] == letters[1]
    assert len(sent_to()) == 1


def test_a_killed_worker_writes_nobody_twice(cast: Cast) -> None:
    """Handed to the post and not marked: the mail is there, and asking again finds it."""
    letter = make_letter(make_enrolment().session, cast.organiser)
    send()
    letter.receivers.update(outcome=LetterReceiver.Outcome.WAITING)
    send()

    assert len(sent_to()) == 1


def test_who_left_meanwhile_is_left_out(cast: Cast) -> None:
    enrolment = make_enrolment(person=cast.trainee)
    letter = make_letter(enrolment.session, cast.organiser)
    actions.cancel_enrolment(enrolment, by=cast.trainee)

    send()

    assert sent_to() == []
    assert letter.receivers.get().outcome == "skipped"


@pytest.mark.fault("H8")
@pytest.mark.parametrize("states", [["cancelled"], ["nobody@example.org"], ["waiting", "declined"]])
def test_only_people_with_an_enrolment_are_written_to(cast: Cast, states: list[str]) -> None:
    """Seen failing with `ADDRESSED` holding all states: whoever declined or was gone was written to.

    There is no field for an address: a letter names states, and in the line stand accounts whose
    address was verified.
    """
    session = make_session()
    for state in (EnrolmentState.CANCELLED, EnrolmentState.DECLINED):
        make_enrolment(session, state=state)
    gone = make_enrolment(session, state=EnrolmentState.WAITING).person
    gone.is_active = False
    gone.save()

    with pytest.raises(ValidationError):
        make_letter(session, cast.organiser, states=states)
    assert not LetterReceiver.objects.exists()


def test_a_letter_to_one_way_goes_to_nobody_of_the_other(cast: Cast) -> None:
    """Also to nobody who takes part the other way by the time it is sent."""
    session = make_two_ways(on_site=5, online=5)
    here, moves = make_enrolment(session), make_enrolment(session)
    make_enrolment(session, way=Way.ONLINE)
    letter = make_letter(session, cast.organiser, way=Way.ON_SITE)
    assert letter.receivers.count() == 2
    actions.change_way(moves, way=Way.ONLINE, by=moves.person)

    assert (send(), sent_to()) == (2, [here.person.email])  # two were looked at
    with pytest.raises(ValidationError):
        make_letter(make_enrolment().session, cast.organiser, way=Way.ON_SITE)


def test_letters_have_a_daily_cap(cast: Cast) -> None:
    session = make_enrolment().session
    for _ in range(5):
        make_letter(session, cast.organiser)

    with pytest.raises(ValidationError, match="5"):
        make_letter(session, cast.organiser)

    make_letter(session, cast.organiser, at=timezone.now() + timedelta(days=1, minutes=1))


def test_only_the_trainer_and_organisers_write(cast: Cast) -> None:
    session = make_enrolment(person=cast.trainee).session
    trainer = make_staff("trainer")
    for person in (cast.trainee, cast.coordinator, trainer):
        with pytest.raises(PermissionDenied):
            make_letter(session, person)

    session.trainers.add(trainer)
    make_letter(session, trainer)


@pytest.mark.fault("C10")
@pytest.mark.parametrize(
    "mark",
    ["{{ osoba.password }}", "{{ osoba.__class__ }}", "{{ session }}", "{% debug %}{{", "}}"],
)
def test_placeholders_come_from_a_fixed_list(cast: Cast, mark: str) -> None:
    """Seen failing without the validators on `Letter`, and with `fill` that walks along dots."""
    session = make_enrolment().session

    for field in ("subject", "body"):
        with pytest.raises(ValidationError):
            make_letter(session, cast.organiser, **{field: f"Witaj {mark}"})


@pytest.mark.fault("C10")
def test_a_value_is_never_read_again(cast: Cast) -> None:
    """Seen failing with values filled in one after the other: the name brought the office with it."""
    course = make_course(title_pl="Kopie")
    cast.trainee.name = "{{ urząd }}"
    cast.trainee.save()
    session = make_enrolment(make_session(course), cast.trainee).session
    body = "{{osoba}} | {{ URZĄD }} | {{course}} | {{ termin }}"

    make_letter(session, cast.organiser, body=body, subject="{{ szkolenie }}: {{ stan }}")
    send()

    mail = OutgoingMail.objects.get(kind="training_letter")
    assert mail.subject == "Kopie: miejsce potwierdzone"
    assert "{{ urząd }} | Gmina Dobra | Kopie | " in mail.body_text
    assert mail.headers == {}  # a person wrote it: not "auto-generated"


def test_markup_in_a_letter_is_shown_as_text(cast: Cast) -> None:
    session = make_enrolment(person=cast.trainee).session

    make_letter(session, cast.organiser, body="<b>Uwaga</b> https://example.org/a")
    send()

    html = OutgoingMail.objects.get(kind="training_letter").body_html
    assert "&lt;b&gt;Uwaga&lt;/b&gt;" in html
    assert 'href="https://example.org/a"' in html
