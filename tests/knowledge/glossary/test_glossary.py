"""Terms: found in their cases, once a page, never inside links; the page from A to Ż."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from knowledge.glossary.actions import publish_term
from knowledge.glossary.explaining import Term, explain
from knowledge.models import GlossaryTerm
from tests.cast import make_staff
from tests.counting import queries_of
from tests.knowledge.factories import make_editor, make_guidance, make_period

pytestmark = pytest.mark.django_db

TRUSTED = Term("profil", "profil zaufany", "PZ", "Podpis & tożsamość", "/pl/slownik/#profil")
PROFILE = Term("zwykly", "profil", "", "Opis osoby", "/pl/slownik/#zwykly")


def linked(html: str, *terms: Term) -> list[tuple[str, str]]:
    """(key, words) of every term explained in `html`, in order."""
    explained = explain(html, terms or (TRUSTED,), language="pl")
    pieces = explained.split('aria-describedby="term-')[1:]
    return [(piece.split('"')[0], piece.split(">", 1)[1].split("</a>")[0]) for piece in pieces]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Bez profilu zaufanego i z profilem zaufanym.</p>", [("profil", "profilu zaufanego")]),
        ("<p>Profil&nbsp;zaufany</p>", []),
        ("<p>Profil. Zaufany człowiek.</p>", []),
        ("<p>Podpisz PZ, nie pz.</p>", [("profil", "PZ")]),
        ('<p><a href="/x">profil zaufany</a> profil zaufany</p>', [("profil", "profil zaufany")]),
        ("<h2>Profil zaufany</h2><pre>profil zaufany</pre>", []),
        ("<p>profil <b>zaufany</b></p>", []),
        ("", []),
    ],
)
def test_where_a_term_is_explained(html: str, expected: list) -> None:
    assert linked(html) == expected


def test_the_longest_term_wins_and_each_is_explained_once() -> None:
    html = "<p>Profil zaufany, profil osoby, profil zaufany, profil.</p>"

    found = linked(html, PROFILE, TRUSTED)
    assert found == [("profil", "Profil zaufany"), ("zwykly", "profil")]


def test_what_is_added_is_escaped_and_the_rest_stays() -> None:
    html = '<p class="a">R&amp;D: profil zaufany &lt;b&gt;</p>'
    explained = explain(html, [TRUSTED], language="pl")

    assert explained.startswith('<p class="a">R&amp;D: <span class="term">')
    assert explained.endswith("</span></span> &lt;b&gt;</p>")
    assert "Podpis &amp; tożsamość" in explained


def make_term(**fields) -> GlossaryTerm:
    defaults = {
        "slug": "kopia",
        "name_pl": "kopia zapasowa",
        "name_en": "backup",
        "definition_pl": "Zapis danych.",
        "definition_en": "A record of data.",
    }
    return publish_term(by=make_editor(), **defaults | fields)


def test_guidance_explains_a_term_in_its_language(client: Client) -> None:
    make_term()
    page = make_guidance(body=[("text", "<p>Robi kopie zapasowe.</p>")])
    shown = client.get(page.url).text

    assert '<a href="/pl/knowledge/glossary/#kopia" aria-describedby="term-kopia">' in shown
    assert "Zapis danych." in shown


def test_a_draft_is_on_no_page(client: Client) -> None:
    term = make_term()
    term.unpublish()
    page = make_guidance(body=[("text", "<p>Robi kopie zapasowe.</p>")])
    addresses = [page.url, reverse("knowledge:glossary")]

    assert ["Zapis danych" in client.get(one).text for one in addresses] == [False, False]
    assert not GlossaryTerm.objects.visible_to(AnonymousUser()).exists()


def test_only_reviewers_publish(db: None) -> None:
    with pytest.raises(PermissionDenied):
        publish_term(by=make_staff(Role.EDITOR), slug="x", name_pl="x", definition_pl="y")


def test_letters_stand_in_the_order_of_the_polish_alphabet(client: Client) -> None:
    for number, name in enumerate(["żaba", "łoś", "lis", "zebra", "ćma", "cap"]):
        make_term(slug=f"s{number}", name_pl=name)
    letters = client.get(reverse("knowledge:glossary")).context["letters"]

    assert [letter for letter, _terms in letters] == ["C", "Ć", "L", "Ł", "Z", "Ż"]


def test_law_that_nobody_checked_says_so(client: Client) -> None:
    make_term(provision=make_period().provision)

    assert "do potwierdzenia" in client.get(reverse("knowledge:glossary")).text


def test_the_glossary_costs_the_same_for_1_and_20(client: Client) -> None:
    address = reverse("knowledge:glossary")
    make_term(provision=make_period().provision)
    queries_of(client, address)
    few = queries_of(client, address)
    for number in range(19):
        make_term(slug=f"s{number}", provision=make_period().provision)

    assert few == queries_of(client, address) <= 12
