"""What of knowledge can be cited: published, in force, found while a person types, as it stands today."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils import timezone

from foundation.posted import key_in
from foundation.search.folding import fold
from knowledge.models import GuidancePage, ProvisionPeriod, RequirementText, StandardVersion

MOST_FOUND = 12
LONGEST_WORDS = 100
ENDING = 2  # letters at the end of a word that its inflection may change: kopie, kopii
SHORTEST_STEM = 3


@dataclass(frozen=True)
class Source:
    """One citable thing: `code` and `title` name it, `quote` is its gist, `obj` the row itself.

    `place` is what it stands in, e.g. a version of a standard; empty where code and title say it all.
    """

    kind: str
    obj: Model
    code: str
    title: str
    place: str
    quote: str
    url: str
    law_on: date | None
    is_law_checked: bool
    content_hash: str

    @property
    def reference(self) -> str:
        """How a form names it, e.g. `requirement:12`."""
        return f"{self.kind}:{self.obj.pk}"


class Guidance:
    kind, heading = "guidance", 1

    def published(self, user, on: date) -> QuerySet:
        return GuidancePage.objects.visible_to(user).select_related("locale")

    def words(self, user, on: date) -> QuerySet:
        return self.published(user, on).in_language().values_list("pk", "title", "answer")

    def source(self, page: GuidancePage, on: date) -> Source:
        return Source(
            self.kind, page, "", page.title, "", page.answer, page.url or "", page.law_on, True,
            page_hash(page),
        )  # fmt: skip


class RequirementInForce:
    kind, heading = "requirement", 3

    def published(self, user, on: date) -> QuerySet:
        versions = StandardVersion.objects.visible_to(user).in_force(on)
        return RequirementText.objects.filter(version__in=versions).with_version()

    def words(self, user, on: date) -> QuerySet:
        found = self.published(user, on)
        return found.values_list("pk", "code", "title_pl", "title_en", "version__standard__name_pl")

    def source(self, text: RequirementText, on: date) -> Source:
        return Source(
            self.kind, text, text.code, text.title, str(text.version), text.text,
            text.get_absolute_url(), on, True, text.content_hash,
        )  # fmt: skip


class ProvisionInForce:
    kind, heading = "provision", 2

    def published(self, user, on: date) -> QuerySet:
        return ProvisionPeriod.objects.on(on).select_related("provision__act")

    def words(self, user, on: date) -> QuerySet:
        found = self.published(user, on)
        return found.values_list(
            "pk", "provision__act__short_name", "provision__unit", "gist", "provision__act__title"
        )

    def source(self, period: ProvisionPeriod, on: date) -> Source:
        provision = period.provision
        return Source(
            self.kind, period, str(provision), provision.act.title, "", period.gist,
            provision.get_absolute_url(), on, period.is_checked, period_hash(period),
        )  # fmt: skip


# `words` of a kind are its key, `heading` columns that name it, and columns that say more.
KINDS = {kind.kind: kind for kind in (Guidance(), RequirementInForce(), ProvisionInForce())}


def find(text: str, *, user, on: date | None = None) -> Sequence[Source]:
    """The best sources whose names hold every word of `text`, also inflected or typed without marks."""
    on = on or timezone.localdate()
    words = [fold(word) for word in text.replace("\0", "")[:LONGEST_WORDS].split()]
    if not words:
        return []
    ranked = sorted(_ranked(words, user, on), key=lambda found: found[:2])[:MOST_FOUND]
    taken = {(kind, pk) for _rank, _name, kind, pk in ranked}
    sources = {}
    for kind in KINDS.values():
        keys = [pk for one, pk in taken if one == kind.kind]
        for obj in kind.published(user, on).filter(pk__in=keys) if keys else ():
            sources[kind.kind, obj.pk] = kind.source(obj, on)
    return [sources[kind, pk] for _rank, _name, kind, pk in ranked if (kind, pk) in sources]


def take(references: Sequence[str], *, user, on: date | None = None) -> Sequence[Source]:
    """The sources that a form names, in its order; what `user` may not cite today is left out."""
    on = on or timezone.localdate()
    found = []
    for reference in references:
        name, _colon, number = reference.partition(":")
        kind, key = KINDS.get(name), key_in(number)
        if kind is None or not key:
            continue
        if obj := kind.published(user, on).filter(pk=key).first():
            found.append(kind.source(obj, on))
    return found


def page_hash(page: GuidancePage) -> str:
    """SHA-256 of everything a page says; asks the database nothing."""
    body = json.dumps(list(page.body.raw_data), sort_keys=True, default=str)
    return _hash(page.title, page.answer, body)


def period_hash(period: ProvisionPeriod) -> str:
    return _hash(period.valid_from.isoformat(), period.gist)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ranked(words: Sequence[str], user, on: date) -> Iterator[tuple[int, str, str, int]]:
    """(rank, name, kind, key) of what holds all words: first where its name does, best from the start."""
    for kind in KINDS.values():
        for pk, *texts in kind.words(user, on):
            name, rest = (
                fold(" ".join(texts[: kind.heading])),
                fold(" ".join(texts[kind.heading :])),
            )
            if all(_stem(word) in f"{name} {rest}" for word in words):
                is_named = all(_stem(word) in name for word in words)
                rank = 2 - is_named - name.startswith(words[0])
                yield rank, name, kind.kind, pk


def _stem(word: str) -> str:
    """A word without the letters that inflection changes; codes and numbers stay whole."""
    is_long = len(word) >= SHORTEST_STEM + ENDING and word.isalpha()
    return word[:-ENDING] if is_long else word
