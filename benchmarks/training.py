"""After a webinar of 300: letter, log, closing, certificates; what the machine needs of an organiser's time.

python -m benchmarks training

The organiser's clicks and looks are counted as minutes of a person, the rest is measured; beside it stand as
many mail rows alone.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from uuid import uuid4

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from foundation.accounts.models import User
from foundation.mailing.actions import queue_mail
from tests.cast import make_staff
from tests.factories import make_membership, make_organisation
from tests.training.factories import make_course, make_enrolment, make_session
from training import actions
from training.documents import certificate_pdf
from training.models import Certificate, Enrolment, Meeting, Session
from training.sweeps import send_letters, tell_of_certificates

PEOPLE, OFFICES, PDFS = 300, 60, 20
STRANGERS = 12  # lines of the log that a person has to look at
# What a person does: read the preview of the letter, decide about each strange line, read the count, click.
MINUTES_OF_A_PERSON = 2 + STRANGERS * 0.25 + 1 + 1
PROMISED = 15


def main() -> None:
    call_command("migrate", verbosity=0)
    # Nobody signs in here: three hundred slow hashes of passwords would be all that takes time.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        organiser = make_staff("organiser")
        session, people = prepared()
    meeting = session.meetings.get()
    seconds: dict[str, float] = {}
    with timed(seconds, "300 mails of one letter"):
        mail(session, organiser)
    with timed(seconds, "log read, matched, applied"):
        log = actions.take_log(
            meeting, by=organiser, data=log_of(people, meeting), file_name="log.csv"
        )
        actions.apply_log(log, by=organiser, chosen={}, rest_absent=True)
    with timed(seconds, "list closed, certificates issued"):
        issued = actions.close_attendance(session, by=organiser)
    with timed(seconds, "holders told"):
        until_done(tell_of_certificates)
    with timed(seconds, f"{PDFS} PDFs, as asked for"):
        for certificate in Certificate.objects.all()[:PDFS]:
            certificate_pdf(certificate)
    with timed(seconds, "(bare: 300 mail rows)"):
        bare_mails(people)
    report(seconds, issued)


def prepared() -> tuple[Session, list[Enrolment]]:
    """A webinar that ended yesterday, with three hundred people of sixty offices."""
    session = make_session(make_course(), days=-1, capacity=PEOPLE, state=Session.State.DONE)
    offices = [make_organisation() for _ in range(OFFICES)]
    people = [
        make_enrolment(session, make_membership(organisation=offices[n % OFFICES]).user)
        for n in range(PEOPLE)
    ]
    return session, people


def mail(session: Session, by: User) -> None:
    actions.write_letter(
        session,
        by=by,
        states=[Enrolment.State.CONFIRMED],
        subject="Materiały po szkoleniu",
        body="Dzień dobry,\nmateriały są na stronie zapisu.",
        token=uuid4(),
    )
    until_done(send_letters)


def log_of(people: list[Enrolment], meeting: Meeting) -> bytes:
    """As Zoom writes it: nine of ten were there, some joined twice, some are strangers."""
    chance = random.Random(7)
    lines = ["Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"]
    for enrolment in people:
        if chance.random() < 0.9:
            lines += joins(enrolment.person.name, enrolment.person.email, meeting, chance)
    for number in range(STRANGERS):
        lines += joins(f"Gość {number}", "", meeting, chance)
    return "\n".join(lines).encode()


def joins(name: str, email: str, meeting: Meeting, chance: random.Random) -> Iterator[str]:
    start = meeting.starts_at + timedelta(minutes=chance.randrange(5))
    for begin, minutes in ((start, 80), (start + timedelta(minutes=90), 80)):
        end = begin + timedelta(minutes=minutes)
        yield f"{name},{email},{begin:%m/%d/%Y %I:%M:%S %p},{end:%m/%d/%Y %I:%M:%S %p},{minutes},No"


def bare_mails(people: list[Enrolment]) -> None:
    for number, enrolment in enumerate(people):
        queue_mail(
            kind="training_letter",
            subject_key=f"bare:{number}",
            to=enrolment.person,
            template="training/email/letter",
            context={"subject": "x", "body": "x", "url": "https://example.org/"},
        )


def until_done(sweep: Callable[..., int]) -> None:
    while sweep(at=timezone.now()):
        pass


@contextmanager
def timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    seconds[what] = perf_counter() - begun


def report(seconds: dict[str, float], issued: int) -> None:
    for what, taken in seconds.items():
        print(f"  {what:36} {taken:8.2f} s")
    ours = sum(taken for what, taken in seconds.items() if not what.startswith("("))
    total = MINUTES_OF_A_PERSON + ours / 60
    print(f"  {issued} certificates for {PEOPLE} people")
    print(
        f"  {total:.1f} minutes with {MINUTES_OF_A_PERSON:.1f} of a person; promised are {PROMISED}"
    )
