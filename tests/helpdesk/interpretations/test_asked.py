"""What is asked most often, on the hubs."""

from django.core.cache import cache
from django.test import Client

from helpdesk.interpretations.asked import most_asked
from tests.cast import Cast
from tests.helpdesk.factories import make_ticket
from tests.helpdesk.interpretations.factories import make_published, make_question
from tests.knowledge.factories import make_index, make_version


def test_what_was_asked_most_comes_first(cast: Cast, client: Client) -> None:
    """Seen failing with restricted tickets counted."""
    cache.clear()
    often, rarely = make_version().texts.get(), make_version().texts.get()
    make_published_about(cast, often, "Czy kopie mogą być w chmurze?")
    make_published_about(cast, rarely, "Kto podpisuje politykę?")
    for _ in range(5):
        make_ticket(cast.requester, cast.office, requirement=often.requirement)
    for _ in range(9):
        make_ticket(cast.requester, cast.office, requirement=rarely.requirement, is_restricted=True)
    make_index()

    items = most_asked(cast.stranger)

    assert [item.title for item in items] == [
        "Czy kopie mogą być w chmurze?",
        "Kto podpisuje politykę?",
    ]
    assert items[0].note.endswith("5 pytań o to w pół roku")
    assert "pyta" not in items[1].note
    hub = client.get("/pl/informatycy/").text.replace("\xa0", " ")
    assert "Najczęściej pytacie" in hub
    assert "Czy kopie mogą być w chmurze?" in hub


def make_published_about(cast: Cast, text, question: str) -> None:
    published = make_published(cast, make_question(cast), question=question)
    published.interpretation.requirement_texts.set([text])
