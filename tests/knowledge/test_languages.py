"""What was written in Polish alone says so on an English page: a screen reader reads it with Polish sounds."""

from collections.abc import Iterator
from datetime import date

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from knowledge.consultations.actions.answering import hide_comment
from knowledge.models import SystemResponsibility
from knowledge.postulates.actions import Asked, Step, answer_postulate
from tests.cast import Cast
from tests.knowledge.consultations.factories import make_comment, make_consultation, make_response
from tests.knowledge.factories import (
    make_act,
    make_period,
    make_provision,
    make_requirement_data,
    make_standard,
    make_system,
    make_version,
)
from tests.knowledge.postulates.factories import make_agreement, make_postulate
from tests.knowledge.solutions.factories import make_call, make_solution

pytestmark = pytest.mark.django_db
POLISH = "Zażółć gęślą jaźń."


def said_as_english(page: str) -> Iterator[str]:
    """Where Polish words stand in the page without being said to be Polish."""
    for element in lxml.html.fromstring(page).find(".//main").iter():
        for place, words in ((element, element.text), (element.getparent(), element.tail)):
            if POLISH in (words or "").replace("\xa0", " ") and language_of(place) != "pl":
                yield lxml.html.tostring(place, encoding="unicode")[:160]


def language_of(element: lxml.html.HtmlElement) -> str:
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def polish(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, POLISH)


def law_and_standard() -> list[str]:
    provision = make_provision(act=make_act(title=POLISH))
    make_period(provision, gist=POLISH)
    data = make_requirement_data(provisions=[provision], **polish("title_pl", "text_pl"))
    version = make_version(make_standard(**polish("name_pl", "summary_pl")), requirements=[data])
    subjects = (provision, provision.act, version.standard, version, version.texts.get())
    return [one.get_absolute_url() for one in subjects] + [reverse("knowledge:standard_list")]


def consultation(cast: Cast) -> list[str]:
    found = make_consultation()
    words = polish("body", "proposed_wording", "place")
    answered = make_comment(found, text=found.version.texts.first(), **words)
    make_response(answered, body=POLISH)
    hidden = make_comment(found)
    hide_comment(hidden, by=cast.editor, reason=POLISH)
    hidden.refresh_from_db()
    comments = reverse("knowledge:comment_list", args=found.address)
    return [comments, answered.get_absolute_url(), hidden.get_absolute_url()]


def postulate(cast: Cast) -> list[str]:
    found = make_postulate(asked=Asked("barrier", POLISH, POLISH))
    answer_postulate(found, by=cast.editor, state="accepted", body_name="Ministerstwo", text=POLISH)
    step = Step("Ministerstwo", POLISH, date(2026, 12, 31))
    make_agreement(decision=POLISH, meeting=POLISH, steps=[step], postulates=[found])
    lists = [reverse(f"knowledge:{name}_list") for name in ("postulate", "agreement")]
    return [found.get_absolute_url(), *lists]


def system_and_what_one_joins() -> list[str]:
    system = make_system(state="degraded", **polish("summary_pl", "state_note_pl"))
    duty = polish("who_pl", "what_pl")
    SystemResponsibility.objects.create(system=system, level="local", **duty)
    texts = ("title_pl", "summary_pl", "for_whom_pl", "conditions_pl", "cost_pl", "joining_pl")
    solution = make_solution(system=system, **polish(*texts))
    call = make_call(solutions=[solution], **polish("title_pl", "summary_pl", "who_pl", "share_pl"))
    lists = [reverse(f"knowledge:{name}_list") for name in ("system", "solution", "funding")]
    return [system.get_absolute_url(), solution.get_absolute_url(), call.get_absolute_url(), *lists]


@pytest.mark.parametrize("subject", ["law", "consultation", "postulate", "system"])
def test_polish_words_are_said_to_be_polish(client: Client, cast: Cast, subject: str) -> None:
    """Seen failing on each of these pages."""
    write = {
        "law": law_and_standard,
        "consultation": lambda: consultation(cast),
        "postulate": lambda: postulate(cast),
        "system": system_and_what_one_joins,
    }
    with translation.override("en"):
        addresses = write[subject]()
    pages = {address: client.get(address).text for address in addresses}

    assert [address for address, page in pages.items() if "Zażółć" not in page] == []
    assert [found for page in pages.values() for found in said_as_english(page)] == []
