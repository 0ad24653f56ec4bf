"""Writing mails, notifications and bounces."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.mailing.actions import Part, mark_bounced, notify, queue_mail
from foundation.mailing.caps import PER_RECIPIENT, PER_RECIPIENT_URGENT, PER_SUBJECT_KEY
from foundation.mailing.models import MailPart, OutgoingMail, Preference, Suppression
from tests.factories import make_user
from tests.mailing.factories import make_mail

pytestmark = pytest.mark.django_db
DIGEST = {"template": "mailing/email/digest", "context": {"notifications": []}}


def test_mail_is_written_in_the_language_of_the_person() -> None:
    polish, english = make_user(), make_user(language="en")

    subjects = [
        queue_mail(kind="news", subject_key="news:1", to=user, **DIGEST).subject
        for user in (polish, english)
    ]

    assert subjects == ["Podsumowanie dnia", "Summary of the day"]


def test_same_mail_is_written_once() -> None:
    first, again = (
        queue_mail(kind="news", subject_key="news:1", to="a@urzad.test", **DIGEST) for _ in "ab"
    )
    other = queue_mail(kind="news", subject_key="news:1", to="a@urzad.test", sequence=1, **DIGEST)

    assert (first, OutgoingMail.objects.count()) == (again, 2)
    assert other.message_id != first.message_id


def test_what_writing_costs() -> None:
    """Seen failing with `get_or_create` in `write_mail`, which looks for the mail a second time."""
    to = make_user()
    with CaptureQueriesContext(connection) as queries:
        queue_mail(kind="news", subject_key="news:1", to=to, **DIGEST)

    looked_up = [
        query
        for query in queries
        if query["sql"].startswith("SELECT") and "sequence" in query["sql"]
    ]
    assert len(looked_up) == 1


def test_who_writes_the_same_mail_at_the_same_time_gets_the_one_that_is_there() -> None:
    """Past the first look, as when two processes looked before either wrote."""
    first = make_mail("a@urzad.test", subject_key="n", parts=[Part("text/plain", b"1")])
    again = make_mail("a@urzad.test", subject_key="n", parts=[Part("text/plain", b"2")])

    assert (again, OutgoingMail.objects.count(), MailPart.objects.count()) == (first, 1, 1)


def test_preference_for_the_application_keeps_mail_back() -> None:
    user = make_user()
    Preference.objects.create(user=user, kind="news", channel=Preference.Channel.APP)

    assert queue_mail(kind="news", subject_key="news:1", to=user, **DIGEST) is None
    assert queue_mail(kind="other", subject_key="news:1", to=user, **DIGEST) is not None


def test_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        queue_mail(kind="news", subject_key="n", to="a@b.test\nBcc: c@d.test", **DIGEST)

    assert OutgoingMail.objects.count() == 0


def test_parts_are_kept_with_their_exact_type() -> None:
    part = Part("text/calendar; method=REQUEST; charset=utf-8", b"BEGIN:VCALENDAR")

    mail = queue_mail(kind="n", subject_key="n", to="a@urzad.test", parts=[part], **DIGEST)

    kept = MailPart.objects.get(mail=mail)
    assert (kept.content_type, bytes(kept.body)) == (part.content_type, part.body)


def test_suppressed_address_is_set_aside_visibly() -> None:
    Suppression.objects.create(address="a@urzad.test", reason="550")

    mail = make_mail("a@urzad.test")

    assert (mail.state, mail.delivery) == ("parked", "failed")
    assert mail.reason != ""


@pytest.mark.fault("A8")
@pytest.mark.parametrize(
    ("cap", "fields"),
    [
        (PER_RECIPIENT, {}),
        (PER_RECIPIENT_URGENT, {"is_urgent": True}),
        (PER_SUBJECT_KEY, {"subject_key": "ticket:1"}),
    ],
)
def test_caps_stop_visibly_and_end_after_an_hour(cap: int, fields: dict) -> None:
    """Seen failing with `stopped_because` returning "" before it counts."""
    now = timezone.now()
    one_address = "subject_key" not in fields
    for number in range(cap):
        make_mail("a@urzad.test" if one_address else f"a{number}@urzad.test", at=now, **fields)

    over = make_mail("a@urzad.test", at=now, sequence=1, **fields)
    later = make_mail("a@urzad.test", at=now + timedelta(hours=1, seconds=1), sequence=2, **fields)

    assert OutgoingMail.objects.filter(state="due").count() == cap + 1
    assert (over.state, over.reason != "", later.state) == ("parked", True, "due")


@pytest.mark.fault("A7")
def test_flood_of_sign_in_mails_does_not_stop_other_mail() -> None:
    """Seen failing with urgent and other mail counted together."""
    for _number in range(PER_RECIPIENT + 5):
        make_mail(is_urgent=True)

    assert make_mail().state == "due"
    assert OutgoingMail.objects.urgent().filter(state="due").count() == PER_RECIPIENT_URGENT


def test_notification_leads_nowhere_else() -> None:
    user = make_user()

    note = notify(user, kind="ticket", text="Nowa\nodpowiedź", url="/pl/helpdesk/")

    assert (note.text, note.url) == ("Nowa odpowiedź", "/pl/helpdesk/")
    for url in ("https://zly.test/", "//zly.test/", "javascript:alert(1)", "/\\zly.test"):
        with pytest.raises(ValidationError):
            notify(user, kind="ticket", text="x", url=url)


def test_bounce_is_recorded_and_the_address_left_alone() -> None:
    mail = make_mail("a@urzad.test")

    reports = [mark_bounced(mail.message_id, reason="550 no such user") for _report in range(2)]

    mail.refresh_from_db()
    assert (reports, mail.delivery, mail.reason) == ([True, False], "bounced", "550 no such user")
    assert Suppression.objects.get().address == "a@urzad.test"
    assert OutgoingMail.objects.count() == 1


def test_bounce_of_a_stranger_is_not_ours() -> None:
    assert mark_bounced("<x@elsewhere.test>", reason="550") is False
    assert Suppression.objects.count() == 0
