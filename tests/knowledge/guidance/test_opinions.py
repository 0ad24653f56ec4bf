"""„Czy to pomogło?”: words become a task of the page's keeper, and readers see what became of them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.roles import Role
from foundation.mailing.models import Notification
from knowledge.models import GuidancePage, Opinion
from knowledge.opinions.actions import close_opinion, forget_words
from knowledge.opinions.views import MOST_AN_HOUR
from knowledge.personal_data import erase_person, personal_data
from tests.cast import Cast
from tests.counting import queries_of
from tests.knowledge.factories import make_editor, make_guidance
from tests.knowledge.guidance.access import make_opinion

pytestmark = pytest.mark.django_db
LIST = "/pl/knowledge/opinions/"


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    cache.clear()


def send(client: Client, page: GuidancePage, words: str = "", helped: str = "no"):
    address = reverse("knowledge:opinion_give", args=[page.pk])
    return client.post(address, {"helped": helped, "words": words})


def test_words_become_a_task_of_the_keeper(client: Client) -> None:
    keeper = make_editor(Role.EDITOR)
    page = make_guidance(fields={"keeper": keeper})

    answer = send(client, page, "Brakuje terminu.")

    client_of_keeper = Client()
    client_of_keeper.force_login(keeper)
    assert answer.url.endswith("?given=1")
    assert "Dziękujemy" in client.get(answer.url).text
    assert Notification.objects.get(user=keeper).text == f"Czytelnik napisał o stronie „{page}”"
    assert "Brakuje terminu." in client_of_keeper.get(f"{LIST}?whose=mine").text


def test_a_bare_answer_is_counted_and_no_task(client: Client, cast: Cast) -> None:
    page = make_guidance()
    send(client, page, helped="yes")
    send(client, page, "   ")

    client.force_login(cast.editor)

    assert Opinion.objects.open().count() == 0
    assert "Pomogło: 1. Nie pomogło: 1." in client.get(LIST).text


def test_the_page_leads_to_the_form_and_shows_what_was_done(client: Client, cast: Cast) -> None:
    page = make_guidance()
    before = client.get(page.url).text
    close_opinion(make_opinion(page=page), by=cast.editor, outcome="done", answer="Dopisano.")
    close_opinion(make_opinion(page=page), by=cast.editor, outcome="not_done", answer="Jest niżej.")

    after = client.get(page.url).text

    assert f"/pl/knowledge/guidance/{page.pk}/opinion/?helped=no" in before
    assert "uwzględniliśmy" not in before
    assert "Z 2 rozpatrzonych uwag czytelników uwzględniliśmy: 1." in after


def test_what_was_decided_stays(cast: Cast) -> None:
    opinion = make_opinion()
    close_opinion(opinion, by=cast.editor, outcome="done", answer="Dopisano.")

    with pytest.raises(ValidationError, match="już to rozpatrzył"):
        close_opinion(opinion, by=cast.reviewer, outcome="not_done", answer="Nie.")
    opinion.refresh_from_db()
    assert (opinion.outcome, opinion.closed_by) == ("done", cast.editor)


@pytest.mark.parametrize(("outcome", "answer"), [("done", "  "), ("", "Nic."), ("kosz", "Nic.")])
def test_a_decision_says_what_and_why(cast: Cast, outcome: str, answer: str) -> None:
    opinion = make_opinion()

    with pytest.raises(ValidationError):
        close_opinion(opinion, by=cast.editor, outcome=outcome, answer=answer)
    assert Opinion.objects.open().count() == 1


def test_only_writers_decide_and_read(client: Client, cast: Cast) -> None:
    opinion = make_opinion(words="Jan Kowalski, tel. 600")

    with pytest.raises(PermissionDenied):
        close_opinion(opinion, by=cast.agent, outcome="done", answer="Tak.")
    assert not Opinion.objects.visible_to(cast.agent).exists()
    assert "Kowalski" not in client.get(opinion.page.url).text


def test_one_line_gives_few_opinions_an_hour(client: Client) -> None:
    page = make_guidance()

    codes = [send(client, page, "Uwaga").status_code for _ in range(MOST_AN_HOUR + 1)]
    other = client.post(
        reverse("knowledge:opinion_give", args=[page.pk]),
        {"helped": "yes"},
        REMOTE_ADDR="198.51.100.7",
    )

    assert codes == [302] * MOST_AN_HOUR + [200]
    assert other.status_code == 302
    assert Opinion.objects.count() == MOST_AN_HOUR + 1


def test_nothing_is_said_of_a_draft(client: Client) -> None:
    page = make_guidance(is_published=False)

    assert send(client, page, "Uwaga").status_code == 404


def test_a_person_sees_and_takes_away_what_they_said(cast: Cast) -> None:
    opinion = make_opinion(by=cast.requester)
    shown = [line for one in personal_data(cast.requester) for line in one.records]

    erase_person(cast.requester)

    assert f"{opinion.page}: Brakuje terminu." in shown
    assert not Opinion.objects.exists()


def test_words_are_forgotten_a_year_after_the_decision(client: Client, cast: Cast) -> None:
    now = timezone.now()
    old, fresh = make_opinion(by=cast.requester), make_opinion()
    for opinion, days in ((old, 366), (fresh, 364)):
        at = now - timedelta(days=days)
        close_opinion(opinion, by=cast.editor, outcome="done", answer="Dopisano.", at=at)

    assert forget_words(at=now) == 1
    assert forget_words(at=now) == 0
    old.refresh_from_db()
    assert (old.words, old.author, old.outcome) == ("", None, "done")
    client.force_login(cast.editor)
    assert "Treść usunięto rok po rozpatrzeniu." in client.get(f"{LIST}?show=decided").text


def test_the_list_asks_the_same_of_one_and_of_twenty(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    page = make_guidance()
    counts = []
    for number in (1, 19):
        for _ in range(number):
            make_opinion(page=make_guidance(page.get_parent().specific))
        queries_of(client, LIST)  # the first one also reads sites and locales
        counts.append(queries_of(client, LIST))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
