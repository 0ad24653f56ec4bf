"""The head signs by a link: one decision, for a time, on what was laid before them."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from foundation.mailing.models import Notification, OutgoingMail
from knowledge.actions.sign_offs import ask_for_signature, decide
from knowledge.models import Assessment, SignOff
from tests.cast import Cast
from tests.knowledge.assessment.factories import change, first_rating, make_assessment

pytestmark = pytest.mark.django_db
HEAD = "wojt@gmina.test"
NAME = {"signed_as": "Halina Dąbek, wójt"}


@pytest.fixture
def rated(cast: Cast) -> Assessment:
    assessment = make_assessment(cast.office, by=cast.coordinator)
    change(first_rating(assessment), by=cast.requester, result="partly")
    return assessment


def ask(cast: Cast, assessment: Assessment) -> str:
    """Ask and return the address in the mail to the head."""
    ask_for_signature(assessment, by=cast.coordinator, head_email=HEAD)
    body = OutgoingMail.objects.filter(recipient=HEAD).latest("pk").body_text
    return re.search(r"(/pl/knowledge/sign-off/\S+)", body)[1]


def test_what_was_signed_stays_as_it_was(cast: Cast, client: Client, rated: Assessment) -> None:
    address = ask(cast, rated)
    change(first_rating(rated), by=cast.requester, result="met")

    page = client.get(address)
    answer = client.post(address, {**NAME, "sign": "1"})

    asked = SignOff.objects.get()
    assert page.context["report"]["tally"]["partly"] == 1
    assert "Podpisano" in answer.text
    assert (asked.is_signed, asked.signed_as) == (True, NAME["signed_as"])
    assert Notification.objects.get(user=cast.coordinator).text.endswith("Halina Dąbek, wójt.")


@pytest.mark.fault("A5")
def test_a_link_works_once_and_for_a_time(cast: Cast, client: Client, rated: Assessment) -> None:
    """Seen failing without `is_open` in `decide`: the second decision replaced the first."""
    address = ask(cast, rated)
    client.post(address, {**NAME, "sign": "1"})
    client.post(address, {"signed_as": "Ktoś inny", "note": "Nie"})
    first = SignOff.objects.get()
    with pytest.raises(ValidationError):  # also for who was let in a moment before
        decide(first, is_signed=False, signed_as="Ktoś inny", note="Nie")
    first.refresh_from_db()

    later = ask(cast, rated)
    SignOff.objects.filter(decided_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    client.post(later, {**NAME, "sign": "1"})

    assert (first.is_signed, first.signed_as) == (True, NAME["signed_as"])
    assert SignOff.objects.filter(is_signed=True).count() == 1
    assert first.token_hash not in address
    assert client.get("/pl/knowledge/sign-off/zmyslony/").status_code == 404


def test_a_later_link_ends_the_earlier_one(cast: Cast, client: Client, rated: Assessment) -> None:
    earlier = ask(cast, rated)
    ask(cast, rated)

    assert "już nie działa" in client.get(earlier).text


def test_giving_back_needs_a_word(cast: Cast, client: Client, rated: Assessment) -> None:
    address = ask(cast, rated)

    silent = client.post(address, NAME)
    said = client.post(address, {**NAME, "note": "Proszę dopisać terminy."})

    asked = SignOff.objects.get()
    assert (silent.status_code, said.status_code) == (422, 200)
    assert (asked.is_signed, asked.note) == (False, "Proszę dopisać terminy.")


def test_only_a_complete_one_is_laid_before_the_head(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        ask(cast, make_assessment(cast.office, by=cast.coordinator))


def test_only_those_who_lead_ask(cast: Cast, rated: Assessment) -> None:
    with pytest.raises(PermissionDenied):
        ask_for_signature(rated, by=cast.requester, head_email=HEAD)


def test_the_page_of_the_office_shows_the_signed_pdf(
    cast: Cast, client: Client, rated: Assessment
) -> None:
    client.post(ask(cast, rated), {**NAME, "sign": "1"})
    client.force_login(cast.requester)

    page = client.get(f"{rated.get_absolute_url()}sign-offs/").text
    pdf = client.get(f"/pl/knowledge/assessments/sign-offs/{SignOff.objects.get().pk}.pdf")

    assert "Halina Dąbek" in page
    assert pdf.content.startswith(b"%PDF")


def test_the_answer_comes_with_where_it_was_written(
    cast: Cast, client: Client, rated: Assessment
) -> None:
    """Seen failing with `no-referrer`: browsers then send `Origin: null`, and no answer was taken (CSRF)."""
    assert client.get(ask(cast, rated))["Referrer-Policy"] == "same-origin"
