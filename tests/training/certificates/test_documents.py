"""The PDF says what the data say: read back by another program, its code by a reader of codes."""

from io import BytesIO

import pdfplumber
import pytest
import zxingcpp
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from foundation.accounts.models import User
from tests.cast import Cast
from tests.factories import make_membership, make_organisation, make_user
from tests.training.attendance.factories import make_attended, make_certified
from tests.training.factories import make_enrolment, make_session
from training import actions
from training.certificates import attested
from training.documents import attendance_list_pdf, certificate_pdf
from training.models import Certificate, Session

POLISH = "Łucja Świętojańska-Żółć"
HOSTILE = '#read("/etc/passwd") #image("http://127.0.0.1:1/x.png") $x^2$ <b> *q* \\ @ref // "'


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return " ".join(" ".join(page.extract_text() or "" for page in document.pages).split())


def code_in(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        picture = document.pages[0].to_image(resolution=200).original
    return zxingcpp.read_barcode(picture).text


def polish_certificate(cast: Cast, **course) -> Certificate:
    office = make_organisation(name="Gmina Źrebię nad Łęgiem")
    person = make_membership(make_user(name=POLISH), office).user
    enrolment = make_attended(cast.organiser, person)
    for name, value in course.items():
        setattr(enrolment.session.course, name, value)
    enrolment.session.course.save()
    actions.close_attendance(enrolment.session, by=cast.organiser)
    return enrolment.certificates.get()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_attested_line_can_be_read_back(cast: Cast, language: str) -> None:
    certificate = polish_certificate(cast, certificate_months=12)

    with translation.override(language):
        pdf = certificate_pdf(certificate)
        lines = attested(certificate)

    text = words_of(pdf)
    missing = [value for _label, value in lines if " ".join(value.split()) not in text]
    assert missing == []
    headings = (POLISH, certificate.title_pl, certificate.title_en)
    in_table = [label for label, value in lines if value not in headings]
    assert [label for label in in_table if label not in text] == []
    assert POLISH in text
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == language


def test_the_code_leads_to_the_page_that_checks_it(cast: Cast, client: Client) -> None:
    certificate = polish_certificate(cast)

    with translation.override("pl"):
        address = code_in(certificate_pdf(certificate))

    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    assert address == f"{base}/pl/training/check/{certificate.code}/"
    assert POLISH in client.get(address.removeprefix(base)).content.decode()


def test_it_is_tagged_and_says_that_it_is_accessible(cast: Cast) -> None:
    root = PdfReader(BytesIO(certificate_pdf(polish_certificate(cast)))).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_certificate_gives_the_same_bytes(cast: Cast) -> None:
    certificate = polish_certificate(cast)

    assert certificate_pdf(certificate) == certificate_pdf(certificate)


@pytest.mark.fault("C6")
def test_names_are_text_and_nothing_else(cast: Cast) -> None:
    """Seen failing with `eval(data.person, mode: "markup")` in the template: typst then runs it."""
    person = make_membership(organisation=make_organisation(name=HOSTILE)).user
    User.objects.filter(pk=person.pk).update(name=HOSTILE)  # the form would refuse it
    person.refresh_from_db()
    enrolment = make_attended(cast.organiser, person)
    course = enrolment.session.course
    course.title_pl, course.outcomes_pl = HOSTILE, HOSTILE
    course.save()
    actions.close_attendance(enrolment.session, by=cast.organiser)

    with translation.override("pl"):
        text = words_of(certificate_pdf(enrolment.certificates.get()))
        session = Session.objects.get()
        text += words_of(attendance_list_pdf(session, [enrolment], at=timezone.now()))

    assert text.count('#read("/etc/passwd")') >= 5
    assert "root:" not in text


@pytest.mark.fault("B12")
def test_another_persons_certificate_is_not_there(cast: Cast, client: Client) -> None:
    """Seen failing with `Certificate.objects.all()` in `certificate_pdf`."""
    code = make_certified(cast.organiser, cast.trainee).certificates.get().code
    address = reverse("training:certificate_pdf", args=[code])

    got = {}
    for role in ("trainee", "coordinator", "colleague", "stranger", "organiser"):
        client.force_login(cast.person(role))
        got[role] = client.get(address).status_code

    assert got == {
        "trainee": 200, "coordinator": 200, "colleague": 404, "stranger": 404, "organiser": 200,
    }  # fmt: skip


@pytest.mark.fault("B13")
def test_the_list_to_sign_has_no_address_without_a_sign_in(cast: Cast, client: Client) -> None:
    """Seen failing without `login_required` and the look-up by right in `attendance_list`."""
    session = make_enrolment(make_session(), cast.trainee).session
    address = reverse("training:attendance_list", args=[session.pk])

    assert client.get(address).status_code == 302
    client.force_login(cast.trainee)
    assert client.get(address).status_code == 404
    client.force_login(cast.organiser)
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert words_of(answer.content).count(cast.trainee.name) == 1
