"""Citations as people read them: what was cited, its address, its law date, and whether it went stale.

A source of another kind joins by a value of `Citation.Kind`, a nullable key on `Citation`, a branch in
`written` and one in `_WHY`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.models import Citation, Message
from knowledge.law.citing import Source, page_hash, period_hash
from knowledge.models import RequirementText, StandardVersion

LONGEST_QUOTE = 400
FIELDS = {
    Citation.Kind.GUIDANCE: "page",
    Citation.Kind.REQUIREMENT: "requirement_text",
    Citation.Kind.PROVISION: "provision_period",
}


@dataclass(frozen=True)
class Block:
    """One citation under a message; `stale` says in a sentence why it no longer holds, or is empty."""

    citation: Citation
    stale: str = ""

    @property
    def quote(self) -> str:
        text = " ".join(self.citation.quote.split())
        return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def written(source: Source) -> Citation:
    """A citation of `source`, not saved and tied to no message yet."""
    return Citation(
        kind=source.kind,
        code=source.code[:200],
        title=source.title[:300],
        place=source.place[:300],
        quote=source.quote,
        address=source.url[:300],
        law_on=source.law_on,
        is_law_checked=source.is_law_checked,
        content_hash=source.content_hash,
        **{FIELDS[source.kind]: source.obj},
    )


def blocks_of(messages: Iterable[Message], on: date | None = None) -> Mapping[int, Sequence[Block]]:
    """The blocks of each message by its key; citations must be prefetched `with_sources`."""
    on = on or timezone.localdate()
    cited = [citation for message in messages for citation in message.citations.all()]
    texts = _texts_in_force(cited, on)
    blocks: dict[int, list[Block]] = {}
    for citation in cited:
        block = Block(citation, _WHY[citation.kind](citation, texts, on))
        blocks.setdefault(citation.message_id, []).append(block)
    return blocks


def _texts_in_force(cited: Iterable[Citation], on: date) -> Mapping[int, RequirementText]:
    """What the cited requirements say on the day `on`, by key of the requirement."""
    keys = {c.requirement_text.requirement_id for c in cited if c.requirement_text}
    if not keys:
        return {}
    versions = StandardVersion.objects.in_force(on)
    texts = RequirementText.objects.filter(requirement__in=keys, version__in=versions)
    return {text.requirement_id: text for text in texts.with_version()}


def _page(citation: Citation, texts: Mapping[int, RequirementText], on: date) -> str:
    page = citation.page
    if page is None or not page.live:
        return _("This guidance has been withdrawn.")
    is_newer = page.last_published_at and page.last_published_at > citation.cited_at
    if not is_newer or page_hash(page) == citation.content_hash:
        return ""
    return _("This guidance has changed since: %(day)s.") % {"day": _day(page.last_published_at)}


def _requirement(citation: Citation, texts: Mapping[int, RequirementText], on: date) -> str:
    cited = citation.requirement_text
    current = texts.get(cited.requirement_id) if cited else None
    if current is None:
        return _("This requirement is no longer in force.")
    if current.content_hash == citation.content_hash:
        return ""
    words = {"version": current.version, "code": current.code}
    return _("This requirement says something else now: %(version)s, %(code)s.") % words


def _provision(citation: Citation, texts: Mapping[int, RequirementText], on: date) -> str:
    period = citation.provision_period
    if period is None:
        return _("This provision is no longer in our register.")
    if period.valid_to and period.valid_to < on:
        words = {"day": date_format(period.valid_to, "j E Y"), "next": period.continued_by}
        if period.continued_by:
            return _("In force only until %(day)s; now see %(next)s.") % words
        return _("In force only until %(day)s.") % words
    if period_hash(period) != citation.content_hash:
        return _("Our account of this provision has been corrected since.")
    return ""


_WHY = {
    Citation.Kind.GUIDANCE: _page,
    Citation.Kind.REQUIREMENT: _requirement,
    Citation.Kind.PROVISION: _provision,
}


def _day(at) -> str:
    return date_format(timezone.localtime(at), "j E Y")
