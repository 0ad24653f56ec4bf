"""The pages: what they show to whom, what the forms keep, how many queries they cost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Organisation, User
from knowledge.models import Comment, Consultation, Response, StandardVersion
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.consultations.factories import (
    DAY,
    make_comment,
    make_consultation,
    make_past,
)
from tests.knowledge.factories import make_standard

MOST = 12


def page(name: str, consultation: Consultation) -> str:
    return reverse(f"knowledge:{name}", args=consultation.address)


def test_a_comment_goes_from_its_author_to_its_response(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    code = consultation.version.texts.first().code
    client.force_login(cast.requester)
    new = page("comment_new", consultation)
    assert cast.office.name in client.get(f"{new}?requirement={code}").text
    text = consultation.version.texts.first().pk
    client.post(new, {"voice": "office", "body": "Za krótko.", "text": text})
    comment = Comment.objects.get()
    client.force_login(cast.coordinator)
    client.post(reverse("knowledge:comment_release", args=[comment.pk]))
    client.force_login(cast.editor)
    address = reverse("knowledge:comment_answer", args=[comment.pk])
    form = client.get(address).context["form"]
    sent = {"seen": form["seen"].value(), "verdict": "rejected", "body": "Nie.", "changes": []}
    client.post(address, sent | {"answered_as": "Punkt Wsparcia"})
    client.logout()

    shown = client.get(comment_address(comment)).text
    assert all(words in shown for words in ("Za krótko.", "nieuwzględniona", cast.office.name))


def comment_address(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.get_absolute_url()


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return make_consultation()


def test_what_was_written_stays_when_something_is_missing(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    client.force_login(cast.requester)
    sent = {"voice": "association", "body": "Długi tekst uwagi"}
    answer = client.post(page("comment_new", consultation), sent)

    assert answer.status_code == 422
    assert "Długi tekst uwagi" in answer.text
    assert not Comment.objects.exists()


def test_after_the_end_the_form_says_so(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    make_past(consultation)
    client.force_login(cast.requester)
    sent = {"voice": "office", "body": "Za późno"}

    assert client.post(page("comment_new", consultation), sent).status_code == 422
    assert "<textarea" not in client.get(page("comment_new", consultation)).text


def test_an_edit_meanwhile_is_noticed_before_the_answer(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    comment = make_comment(consultation)
    client.force_login(cast.editor)
    address = reverse("knowledge:comment_answer", args=[comment.pk])
    sent = {"seen": "dawne", "verdict": "accepted", "body": "Tak.", "answered_as": "My"}
    answer = client.post(address, sent)

    assert answer.status_code == 422
    again = answer.context["form"]["seen"].value()
    assert client.post(address, sent | {"seen": again}).status_code == 302


def test_hidden_words_are_on_no_public_page(
    cast: Cast, client: Client, consultation: Consultation
) -> None:
    comment = make_comment(consultation, body="Obraza", place="Miejsce obrazy")
    client.force_login(cast.editor)
    client.post(reverse("knowledge:comment_hide", args=[comment.pk]), {"reason": "Obelgi"})
    client.logout()
    pages = [page("comment_list", consultation), comment_address(comment)]

    for address in pages:
        shown = client.get(address).text
        assert ("Obelgi" in shown, "braz" in shown) == (True, False)


def test_a_draft_that_is_planned_is_not_there(cast: Cast, client: Client) -> None:
    planned = make_consultation()
    Consultation.objects.filter(pk=planned.pk).update(opened_at=None)
    planned.version.state = "draft"
    planned.version.save()

    names = ("consultation", "comment_list")
    assert [client.get(page(name, planned)).status_code for name in names] == [404, 404]
    assert str(planned.version) not in client.get(reverse("knowledge:consultation_list")).text


def fill(consultation: Consultation, office: Organisation, rows: int) -> None:
    """So many published comments, a third answered, associations that wait, and consultations beside."""
    text, now = consultation.version.texts.first(), timezone.now()
    shared = {"consultation": consultation, "body": "Uwaga", "written_at": now}
    published = {"organisation": office, "state": Comment.State.PUBLISHED, "published_at": now}
    comments = Comment.objects.bulk_create(
        Comment(number=number, text=text if number % 2 else None, **published, **shared)
        for number in range(1, rows + 1)
    )
    Response.objects.bulk_create(
        Response(comment=one, verdict="accepted", body="Tak", answered_as="My", checksum="x")
        for one in comments[::3]
    )
    Comment.objects.bulk_create(Comment(association="Związek", **shared) for _ in range(rows))
    versions = StandardVersion.objects.bulk_create(
        StandardVersion(standard=make_standard(), number="1.0", state="consultation")
        for _ in range(rows)
    )
    moments = {"opens_at": now - DAY, "closes_at": now + DAY, "opened_at": now, "about_pl": "Co?"}
    Consultation.objects.bulk_create(Consultation(version=one, **moments) for one in versions)


LISTS = ("consultation", "comment_list", "unanswered", "consultation_list", "consultation_desk")


@pytest.mark.parametrize("name", [*LISTS, "office_comments"])
def test_lists_cost_the_same_for_1_and_20(cast: Cast, client: Client, name: str) -> None:
    small, large = make_consultation(), make_consultation()
    fill(small, cast.office, 1)
    is_of_one = name in LISTS[:3]
    address = page(name, small) if is_of_one else reverse(f"knowledge:{name}")
    client.force_login(person_for(cast, name))
    queries_of(client, address)  # the first one also reads sites and locales
    few = queries_of(client, address)
    fill(large, cast.office, 20)
    many = queries_of(client, page(name, large) if is_of_one else address)

    assert few == many <= MOST + 4 * (name != "office_comments")


def person_for(cast: Cast, name: str) -> User:
    return cast.coordinator if name == "office_comments" else cast.reviewer
