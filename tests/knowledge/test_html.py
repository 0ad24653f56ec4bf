"""Pages are HTML as its standard reads it: nothing the parser has to mend, no id twice."""

from collections import Counter
from collections.abc import Iterator

import html5lib
import pytest
from django.test import Client

from tests.knowledge.consultations.factories import make_consultation
from tests.knowledge.factories import (
    make_guidance,
    make_period,
    make_requirement_data,
    make_system,
    make_version,
)
from tests.knowledge.newsroom.factories import make_event, make_news
from tests.knowledge.solutions.factories import make_call, make_solution

TREE = "/pl/", "/en/", "/pl/kierownictwo/", "/pl/poradniki/", "/pl/prywatnosc/", "/pl/aktualnosci/"
VIEWS = (
    "standards", "systems", "a-z", "changes", "glossary", "briefings", "solutions", "funding",
    "consultations", "postulates", "costs",
)  # fmt: skip


def mistakes(page: str) -> list[str]:
    """What a parser that follows the standard has to mend in a page, and ids that stand twice."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    errors = [f"{code} at {place}: {data}" for place, code, data in parser.errors]
    return errors + [f"id {one} stands {times} times" for one, times in ids.items() if times > 1]


def pages() -> Iterator[str]:
    system, provision = make_system(), make_period().provision
    data = make_requirement_data(heads_pl="Decyzja.", systems=[system], provisions=[provision])
    version = make_version(requirements=[data])
    text = version.texts.get()
    body = [
        ("text", "<h2>Jak</h2><ul><li>Tak.</li></ul>"),
        ("callout", {"tone": "warn", "text": "<p>Uwaga.</p>"}),
        ("steps", {"steps": [{"title": "Zrób", "text": "<p>To.</p>"}], "is_checklist": True}),
        ("requirement", {"requirement": text, "note": "Bo tak."}),
        ("question", {"question": "Kto?", "answer": "<p>Urząd.</p>"}),
        ("code", {"caption": "Przykład", "code": "a < b && c > d"}),
    ]
    yield make_guidance(body=body, systems=[system], requirements=[text.requirement]).url
    rows = version, text, system, provision, provision.act, version.standard
    yield from (row.get_absolute_url() for row in rows)
    yield f"{text.get_absolute_url()}briefing/"
    yield f"{version.standard.get_absolute_url()}compare/"
    solution = make_solution(system=system)
    others = solution, make_call(solutions=[solution]), make_consultation()
    yield from (row.get_absolute_url() for row in others)
    yield from (one.url for one in (make_news(body=body[:2]), make_event(), make_event(days=-2)))
    yield from TREE
    yield from (f"/pl/knowledge/{name}/" for name in VIEWS)


@pytest.mark.django_db
def test_pages_of_knowledge_are_valid_html(client: Client) -> None:
    """Seen failing with an end tag too many, and with an id written a second time."""
    wrong = {}
    for address in pages():
        answer = client.get(address)
        assert answer.status_code == 200, address
        if found := mistakes(answer.text):
            wrong[address] = found

    assert wrong == {}


def test_the_check_sees_mistakes() -> None:
    page = "<!doctype html><title>x</title><p id=a>Raz</p><p id=a>Dwa</b></p>"

    assert [mistake.split(" ")[0] for mistake in mistakes(page)] == ["unexpected-end-tag", "id"]
