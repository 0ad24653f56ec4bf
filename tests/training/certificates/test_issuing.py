"""Certificates: issued once, corrected by a new version, revoked with a reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from tests.cast import Cast
from tests.training.attendance.factories import make_attended, make_certified, record
from tests.training.enrolments import mails
from tests.training.test_races import at_once
from training import actions
from training.certificates import attested, code_from, new_code
from training.codes import ALPHABET
from training.integrity import integrity_checks
from training.models import Certificate
from training.personal_data import erase_person
from training.sweeps import tell_of_certificates


def states(enrolment) -> list[tuple]:
    return list(enrolment.certificates.order_by("version").values_list("version", "state"))


def broken_rules() -> list[str]:
    return [line for check in integrity_checks() for line in check.broken()]


def test_ten_thousand_numbers_without_a_collision_or_a_pattern() -> None:
    codes = [new_code() for _ in range(10_000)]

    letters = "".join(codes).replace("-", "")
    assert len(set(codes)) == 10_000
    assert {len(code) for code in codes} == {19}
    assert len({code[:9] for code in codes}) == 10_000  # also the first half alone
    expected = len(letters) / len(ALPHABET)
    for position in range(16):
        column = [code.replace("-", "")[position] for code in codes]
        assert {letter: 200 < column.count(letter) < 430 for letter in ALPHABET} == dict.fromkeys(
            ALPHABET, True
        )
    assert all(abs(letters.count(letter) - expected) < expected / 10 for letter in ALPHABET)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("K7QF-2M8X-94TB-HC3W", "K7QF-2M8X-94TB-HC3W"),
        (" k7qf 2m8x 94tb hc3w ", "K7QF-2M8X-94TB-HC3W"),
        ("K7QF2M8X94TBHC3W", "K7QF-2M8X-94TB-HC3W"),
        ("K7QF-2M8X-94TB-HC3", ""),
        ("0OIL-2M8X-94TB-HC3W", ""),
        ("", ""),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert code_from(typed) == meant


@pytest.mark.fault("G13")
def test_a_second_click_makes_no_second_certificate(cast: Cast) -> None:
    """Seen failing with `attests` answering False: each click made a version."""
    enrolment = make_certified(cast.organiser)

    first = actions.reissue_certificate(enrolment, by=cast.organiser)
    second = actions.reissue_certificate(enrolment, by=cast.organiser)

    assert first == second == Certificate.objects.get()


@pytest.mark.fault("G13")
@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_make_one(cast: Cast) -> None:
    """Seen failing with `attests` answering False: four clicks made four versions."""
    enrolment = make_attended(cast.organiser)
    session = enrolment.session

    at_once([lambda: actions.close_attendance(session, by=cast.organiser) for _ in range(4)])
    at_once([lambda: actions.reissue_certificate(enrolment, by=cast.organiser) for _ in range(4)])

    assert states(enrolment) == [(1, "valid")]


def test_the_database_holds_one_valid_certificate(cast: Cast) -> None:
    known = make_certified(cast.organiser).certificates.get()
    known.pk, known.code, known.version = None, new_code(), 2

    with pytest.raises(IntegrityError), transaction.atomic():
        known.save()


def test_a_correction_makes_a_new_version(cast: Cast) -> None:
    enrolment = make_certified(cast.organiser, cast.trainee)
    first = enrolment.certificates.get()
    cast.trainee.name = "Teresa Uczestniczka-Żółć"
    cast.trainee.save()

    second = actions.reissue_certificate(enrolment, by=cast.organiser)

    first.refresh_from_db()
    assert states(enrolment) == [(1, "superseded"), (2, "valid")]
    assert (first.person_name, second.person_name) == (
        "Teresa Uczestniczka",
        "Teresa Uczestniczka-Żółć",
    )
    assert first.code != second.code


def test_corrected_hours_replace_or_revoke(cast: Cast) -> None:
    enrolment = make_certified(cast.organiser)
    meeting = enrolment.session.meetings.get()

    record(meeting, cast.organiser, (enrolment, "part", 150))
    assert states(enrolment) == [(1, "superseded"), (2, "valid")]
    record(meeting, cast.organiser, (enrolment, "absent"))
    assert states(enrolment) == [(1, "superseded"), (2, "revoked")]
    record(meeting, cast.organiser, (enrolment, "whole"))
    assert states(enrolment) == [(1, "superseded"), (2, "revoked"), (3, "valid")]
    assert broken_rules() == []


def test_a_revoked_one_says_why_and_only_once(cast: Cast) -> None:
    certificate = make_certified(cast.organiser).certificates.get()

    actions.revoke_certificate(certificate, by=cast.organiser, reason="pomyłka w nazwisku")

    certificate.refresh_from_db()
    assert (certificate.state, certificate.reason) == ("revoked", "pomyłka w nazwisku")
    with pytest.raises(ValidationError):
        actions.revoke_certificate(certificate, by=cast.organiser, reason="jeszcze raz")


def test_only_organisers_revoke_and_issue_anew(cast: Cast) -> None:
    enrolment = make_certified(cast.organiser, cast.trainee)
    certificate = enrolment.certificates.get()

    for person in (cast.trainee, cast.coordinator, cast.editor):
        with pytest.raises(PermissionDenied):
            actions.revoke_certificate(certificate, by=person, reason="x")
        with pytest.raises(PermissionDenied):
            actions.reissue_certificate(enrolment, by=person)


def test_the_holder_is_told_once_for_each_version(cast: Cast) -> None:
    enrolment = make_certified(cast.organiser, cast.trainee)
    now = timezone.now()

    told = [tell_of_certificates(at=now), tell_of_certificates(at=now)]
    record(enrolment.session.meetings.get(), cast.organiser, (enrolment, "part", 150))
    told.append(tell_of_certificates(at=now))

    first, second = OutgoingMail.objects.filter(recipient=cast.trainee.email).order_by("pk")
    assert told == [1, 0, 1]
    assert mails(cast.trainee) == ["training_certificate"] * 2
    codes = enrolment.certificates.order_by("version").values_list("code", flat=True)
    assert [code in mail.body_text for code, mail in zip(codes, (first, second), strict=True)] == [
        True,
        True,
    ]


def test_validity_ends_with_the_last_day_of_the_month(cast: Cast) -> None:
    enrolment = make_attended(cast.organiser)
    course = enrolment.session.course
    course.certificate_months = 24
    course.save()
    actions.close_attendance(enrolment.session, by=cast.organiser)

    certificate = enrolment.certificates.get()

    assert certificate.valid_until.year == certificate.last_on.year + 2
    assert not certificate.has_run_out()
    assert certificate.has_run_out(certificate.valid_until.replace(year=2100))


def test_who_is_forgotten_has_no_certificate_to_confirm(cast: Cast) -> None:
    certificate = make_certified(cast.organiser, cast.trainee).certificates.get()

    erased = erase_person(cast.trainee)

    certificate.refresh_from_db()
    assert certificate.is_erased
    assert ("", cast.office.name) not in attested(certificate)
    assert [e.erased for e in erased if e.label in ("Certificates", "Zaświadczenia")] == [1]
    assert broken_rules() == []
