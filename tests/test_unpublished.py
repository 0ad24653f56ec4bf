"""Nothing that waits to be published shows at any address to those who do not write."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from tests.cast import Cast
from tests.everywhere import ask, filled_with, words_of
from tests.search.factories import index_all
from tests.unpublished.admin import admin_paths
from tests.unpublished.beside import COMMON, MARK, Around, Keys, Unpublished, make_unpublished
from tests.unpublished.kinds import KINDS

OK = 200  # the page that says there is nothing has a form of its own, which leads to the search
NOBODYS, NOWHERE = "kwarzybiak", "kwarzybuch"  # words that stand nowhere
NEARLY = COMMON[:-1] + "k"  # what a spelling might be mended from
COMPARISON = "knowledge:standard_comparison"
# Parameters that name a thing, and what of its keys they take.
NAMED_BY: Mapping[str, Sequence[tuple[str, str]]] = {
    "knowledge:changes": [("standard", "slug"), ("requirement", "named"), ("system", "slug")],
    COMPARISON: [("from", "number"), ("to", "number")],
    "helpdesk:ticket_new": [("requirement", "pk"), ("system", "pk"), ("category", "pk")],
}
FOUND_BY_WORDS = ("search:suggest", "watching_site:feed", "projects_archive:project_export")
# What differs from one answer to the next, whatever was asked.
PASSING = re.compile(r'csrf[a-z-]*"[^>]*>|<updated>[^<]*</updated>')


@pytest.mark.fault("I12")
@pytest.mark.parametrize(
    "role",
    [
        "anonymous",
        pytest.param("requester", marks=[pytest.mark.slow, pytest.mark.once, pytest.mark.long]),
        pytest.param("stranger", marks=[pytest.mark.slow, pytest.mark.once, pytest.mark.long]),
    ],
)
def test_nothing_unpublished_is_at_any_address(cast: Cast, client: Client, role: str) -> None:
    """Seen failing with every version of a standard visible, with solutions, terms and sessions in draft too.

    Each of the four showed at other addresses; those who write still see every word at the end.
    """
    around = Around(cast)
    made = make_unpublished(KINDS, around)
    keys = [*around.keys(), *(key for one in made for key in one.hidden.keys)]
    paths = filled_with(cast, keys)
    paths |= dict.fromkeys(_pages(made), "page") | dict.fromkeys(_named(keys), "named")
    index_all()

    if role != "anonymous":
        client.force_login(cast.person(role))
    walk = Walk(client, frozenset().union(*(one.words for one in made)))
    found = [f"{path}: {what}" for path, what in walk.leaks(paths)]

    assert found == [], "\n".join(found)
    assert _unseen(client, made) == {}


# Organisers write courses, and read what waits among them.
THEIR_OWN = ("course", "course_changes", "session")


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.once
@pytest.mark.fault("I12")
def test_nothing_unpublished_is_in_the_admin_for_those_who_write_courses_alone(
    cast: Cast, client: Client
) -> None:
    """Seen failing in lists that choose, the confirmation of a move, messages, the form of a course."""
    made = make_unpublished(KINDS, Around(cast))
    index_all()
    client.force_login(cast.organiser)
    hidden = [one.words for one in made if one.kind not in THEIR_OWN]
    walk = Walk(client, frozenset().union(*hidden))

    found = [f"{path}: {what}" for path, what in walk.leaks_in_admin(admin_paths())]

    assert found == [], "\n".join(found)


def _pages(made: Sequence[Unpublished]) -> Iterator[str]:
    """Every public page, the guessed addresses of drafts, and where those who write see them."""
    yield from (page.url for page in Page.objects.live().specific() if page.url)
    for one in made:
        yield from one.hidden.pages
        yield from (address for _person, address in one.hidden.seen_at)


def _named(keys: Sequence[Keys]) -> Iterator[str]:
    """Addresses that name a thing by a parameter."""
    for name, parameters in NAMED_BY.items():
        for parameter, part in parameters:
            for key in keys:
                with suppress(NoReverseMatch, KeyError):
                    yield f"{_place(name, key)}?{urlencode({parameter: key[part]})}"


def _place(name: str, key: Keys) -> str:
    return reverse(name, kwargs={"slug": key["slug"]} if name == COMPARISON else {})


@dataclass(frozen=True)
class Walk:
    """One person at every address; `words` stand nowhere but in what is unpublished."""

    client: Client
    words: frozenset[str]

    def leaks(self, paths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Addresses whose answer holds such a word, or tells of one when asked."""
        for path, name in paths.items():
            answer = ask(self.client, path, name)
            said = words_of(answer, path)
            if found := self._in(said):
                yield path, found
            elif name in FOUND_BY_WORDS or (answer.status_code == OK and 'name="q"' in said):
                yield from self._found(path)

    def leaks_in_admin(self, paths: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The same, without searching; what is said of one address shows at the next page that is whole."""
        for path, name in paths:
            if found := self._in(words_of(ask(self.client, path, name), path)):
                yield path, found

    def _found(self, path: str) -> Iterator[tuple[str, str]]:
        """What searching at `path` tells: words, that there is something, how it is spelt."""
        asked = (COMMON, NOBODYS, NOWHERE, NEARLY)
        said = {word: self._asked(path, word) for word in asked}
        for word, text in said.items():
            if found := self._in(text):
                yield f"{path}?q={word}", found
        if said[COMMON] != said[NOBODYS] == said[NOWHERE]:
            yield f"{path}?q={COMMON}", "answers otherwise than for a word that stands nowhere"
        if COMMON in said[NEARLY]:
            yield f"{path}?q={NEARLY}", "offers another spelling"

    def _asked(self, path: str, word: str) -> str:
        """What is answered to `word`, without the word itself and what passes."""
        asked = f"{path}{'&' if '?' in path else '?'}{urlencode({'q': word})}"
        return PASSING.sub("", words_of(self.client.get(asked), asked))

    def _in(self, text: str) -> str:
        return (
            ", ".join(sorted(word for word in self.words if word in text)) if MARK in text else ""
        )


def _unseen(client: Client, made: Sequence[Unpublished]) -> Mapping[str, set[str]]:
    """Words that those who write see nowhere, or do not find: then it proves nothing that others do not."""
    unseen = {}
    for one in made:
        seen = [*one.hidden.pages]
        for person, address in one.hidden.seen_at:
            client.force_login(person)
            seen += [address, words_of(client.get(address), "")]
        if left := {word for word in one.words if word not in " ".join(seen)}:
            unseen[one.kind] = left
    if MARK not in words_of(client.get(reverse("search:search"), {"q": COMMON}), ""):
        unseen["search"] = {COMMON}
    return unseen
