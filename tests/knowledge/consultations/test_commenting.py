"""Who comments in whose name, until when, and what nobody can change afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Organisation
from knowledge.consultations.actions.answering import answer_comment, hide_comment, show_comment
from knowledge.consultations.actions.commenting import (
    Words,
    edit_comment,
    release_comment,
    return_comment,
    support_comment,
    withdraw_comment,
    write_comment,
)
from knowledge.consultations.integrity import changed_answers
from knowledge.consultations.permissions import may_change
from knowledge.models import Comment, CommentEvent, Support
from tests.cast import Cast
from tests.factories import make_membership, make_organisation
from tests.knowledge.consultations.factories import (
    at,
    make_association_comment,
    make_comment,
    make_consultation,
    make_response,
)

State = Comment.State
WORDS = Words(body="Za krótko.")


def verbs(comment: Comment) -> list[str]:
    return list(CommentEvent.objects.filter(comment=comment).values_list("verb", flat=True))


def public_numbers(user) -> list[int]:
    return list(Comment.objects.visible_to(user).public().values_list("number", flat=True))


def test_a_members_comment_counts_once_the_coordinator_approved_it(cast: Cast) -> None:
    comment = make_comment(by=cast.requester, organisation=cast.office)

    assert (comment.state, comment.number) == (State.WAITING, None)
    assert public_numbers(cast.anonymous) == []
    assert not Comment.objects.visible_to(cast.editor).exists()
    comment = release_comment(comment, by=cast.coordinator)
    assert (comment.state, comment.number) == (State.PUBLISHED, 1)
    assert public_numbers(cast.anonymous) == [1]
    assert verbs(comment) == ["written", "approved"]


def test_a_coordinators_comment_is_published_at_once(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)

    assert (comment.state, comment.number) == (State.PUBLISHED, 1)


def test_only_the_offices_own_coordinator_approves(cast: Cast) -> None:
    comment = make_comment(by=cast.requester, organisation=cast.office)

    for person in (cast.requester, cast.stranger, cast.delegate, cast.editor, cast.administrator):
        with pytest.raises(PermissionDenied):
            release_comment(comment, by=person)


def test_nobody_speaks_for_an_office_that_is_not_theirs(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        make_comment(by=cast.stranger, organisation=cast.office)


def test_a_contractor_has_no_opinion_of_its_own(cast: Cast) -> None:
    firm = make_organisation(kind=Organisation.Kind.CONTRACTOR)
    by = make_membership(organisation=firm, is_coordinator=True).user

    with pytest.raises(PermissionDenied):
        make_comment(by=by, organisation=firm)


def test_an_association_is_confirmed_by_an_editor(cast: Cast) -> None:
    comment = make_association_comment(make_consultation())

    assert comment.state == State.WAITING
    with pytest.raises(PermissionDenied):
        release_comment(comment, by=cast.coordinator)
    assert release_comment(comment, by=cast.editor).state == State.PUBLISHED


def test_a_comment_is_of_one_body(cast: Cast) -> None:
    consultation = make_consultation()

    for speaker in ({}, {"organisation": cast.office, "association": "Związek"}):
        with pytest.raises(ValidationError):
            write_comment(consultation, by=cast.coordinator, words=WORDS, **speaker)


def test_the_end_is_kept_to_the_minute(cast: Cast) -> None:
    """The last minute counts, the closing moment does not; approval has to come in time as well."""
    consultation = make_consultation(at=at(1), opens_at=at(1), closes_at=at(20, 16, 0))
    given = {"organisation": cast.office, "words": WORDS}
    last = write_comment(consultation, by=cast.requester, at=at(20, 15, 59), **given)

    with pytest.raises(ValidationError, match="nie można"):
        write_comment(consultation, by=cast.coordinator, at=at(20, 16, 0), **given)
    with pytest.raises(ValidationError):
        release_comment(last, by=cast.coordinator, at=at(20, 16, 0))
    assert release_comment(last, by=cast.coordinator, at=at(20, 15, 59)).number == 1


def test_a_comment_is_about_a_requirement_of_its_draft(cast: Cast) -> None:
    foreign = make_consultation().version.texts.first()

    with pytest.raises(ValidationError):
        make_comment(make_consultation(), text=foreign)


def test_what_a_member_changes_waits_again(cast: Cast) -> None:
    comment = make_comment(by=cast.requester, organisation=cast.office)
    comment = release_comment(comment, by=cast.coordinator)
    comment = edit_comment(comment, by=cast.requester, words=Words(body="Inaczej."))

    assert (comment.state, comment.number) == (State.WAITING, 1)
    assert release_comment(comment, by=cast.coordinator).number == 1


def test_supported_words_do_not_change(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)
    support_comment(comment, by=coordinator_of(cast.other_office), organisation=cast.other_office)

    with pytest.raises(ValidationError):
        edit_comment(comment, by=cast.coordinator, words=WORDS)


def coordinator_of(office: Organisation):
    return make_membership(organisation=office, is_coordinator=True).user


def test_an_office_supports_once(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)
    two = [coordinator_of(cast.other_office) for _ in range(2)]
    for person in two:
        support_comment(comment, by=person, organisation=cast.other_office)

    assert Support.objects.filter(comment=comment).count() == 1
    support_comment(comment, by=two[1], organisation=cast.other_office, is_supported=False)
    assert not Support.objects.filter(comment=comment).exists()


def test_who_may_not_support(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)

    with pytest.raises(PermissionDenied):
        support_comment(comment, by=cast.stranger, organisation=cast.other_office)
    with pytest.raises(PermissionDenied):
        support_comment(comment, by=cast.coordinator, organisation=cast.other_office)
    with pytest.raises(ValidationError):
        support_comment(comment, by=cast.coordinator, organisation=cast.office)


def test_a_returned_comment_says_why_and_goes_on(cast: Cast) -> None:
    comment = make_comment(by=cast.requester, organisation=cast.office)

    with pytest.raises(ValidationError):
        return_comment(comment, by=cast.coordinator, reason=" ")
    comment = return_comment(comment, by=cast.coordinator, reason="Podaj podstawę.")
    assert (comment.state, comment.reason) == (State.RETURNED, "Podaj podstawę.")
    comment = edit_comment(comment, by=cast.requester, words=WORDS)
    assert (comment.state, comment.reason) == (State.WAITING, "")


@pytest.mark.fault("I11")
def test_nothing_changes_once_it_was_answered(cast: Cast) -> None:
    """Seen failing without the question `is_answered` in `_refuse_fixed`: the edit went through, and
    `changed_answers` then named the comment."""
    comment = make_comment(by=cast.coordinator, organisation=cast.office)
    make_response(comment)
    attempts = [
        lambda: edit_comment(comment, by=cast.coordinator, words=Words(body="Co innego.")),
        lambda: withdraw_comment(comment, by=cast.coordinator),
        lambda: hide_comment(comment, by=cast.editor, reason="Dane"),
        lambda: make_response(comment, body="Inaczej."),
    ]

    for attempt in attempts:
        with pytest.raises(ValidationError):
            attempt()
    comment.refresh_from_db()
    assert (comment.body, comment.state) == ("Termin jest za krótki.", State.PUBLISHED)
    assert changed_answers() == []


@pytest.mark.fault("I11")
def test_words_changed_past_the_actions_are_found(cast: Cast) -> None:
    """Seen failing with the comment's words left out of `answer_checksum`."""
    comment = make_comment()
    make_response(comment)
    Comment.objects.filter(pk=comment.pk).update(body="Podmienione słowa.")

    assert changed_answers() == [str(comment)]


def test_an_editor_answers_the_words_that_were_read(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)
    answer = {"verdict": "explained", "body": "Wyjaśniamy.", "answered_as": "Ministerstwo"}

    with pytest.raises(ValidationError):
        answer_comment(comment, by=cast.editor, seen="inne słowa", **answer)
    with pytest.raises(PermissionDenied):
        answer_comment(comment, by=cast.agent, **answer)


def test_a_hidden_comment_shows_its_reason_alone(cast: Cast) -> None:
    comment = make_comment(by=cast.coordinator, organisation=cast.office)

    with pytest.raises(ValidationError):
        hide_comment(comment, by=cast.editor, reason="")
    comment = hide_comment(comment, by=cast.editor, reason="Dane osobowe")
    assert (comment.state, comment.reason) == (State.HIDDEN, "Dane osobowe")
    with pytest.raises(ValidationError):
        make_response(comment)
    assert show_comment(comment, by=cast.editor).state == State.PUBLISHED
    assert verbs(comment) == ["written", "approved", "hidden", "shown"]


@pytest.mark.fault("B5")
def test_who_left_the_office_speaks_for_it_no_more(cast: Cast, client: Client) -> None:
    """Seen failing with `author_id == user.pk` alone in `may_change`, and in `visible_to`."""
    out = make_comment(by=cast.coordinator, organisation=cast.office)
    waiting = make_comment(out.consultation, by=cast.requester, organisation=cast.office)
    of_association = make_association_comment(out.consultation)
    for person in (cast.coordinator, cast.requester, of_association.author):
        person.memberships.update(state="ended", is_coordinator=False)

    client.force_login(cast.coordinator)
    client.post(reverse("knowledge:comment_edit", args=[out.pk]), {"body": "Inaczej."})
    client.post(reverse("knowledge:comment_withdraw", args=[out.pk]))
    out.refresh_from_db()

    assert (out.state, out.body) == (State.PUBLISHED, "Termin jest za krótki.")
    assert not Comment.objects.visible_to(cast.requester).filter(pk=waiting.pk).exists()
    with pytest.raises(PermissionDenied):
        withdraw_comment(waiting, by=cast.requester)
    assert may_change(of_association.author, of_association)


def test_a_reason_is_kept_without_what_a_database_refuses(cast: Cast, client: Client) -> None:
    """Seen failing with the words as they were sent."""
    comment = make_comment(by=cast.requester, organisation=cast.office)
    client.force_login(cast.coordinator)

    client.post(reverse("knowledge:comment_return", args=[comment.pk]), {"reason": "Za\0 ogólnie."})

    assert Comment.objects.get().reason == "Za ogólnie."
