"""What somebody can follow: a topic, a standard, a requirement or a system, as an address names it."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict

from foundation.searched import one_line
from foundation.watching.nobody import NOBODY
from knowledge.models import RequirementText, Standard, System, Topic

NAMES = ("topic", "standard", "requirement", "system")


@dataclass(frozen=True)
class Subject:
    """`pages`, `requirements` and the other conditions pick what is about it; None picks nothing."""

    name: str
    url: str
    pages: Q
    requirements: Q | None = None
    versions: Q | None = None
    provisions: Q | None = None
    systems: Q | None = None
    news: Q | None = None


EVERYTHING = Subject("", "", Q(), Q(), Q(), Q(), Q(), Q())


def subject_of(parameters: QueryDict) -> Subject | None:
    """The first subject that is named; `EVERYTHING` where none is, None where it is not there.

    A requirement is written as its standard and its key: `bezpieczny-urzad/kopie`.
    """
    for name, find in _FINDERS.items():
        if value := one_line(parameters.get(name, "")):
            return find(value)
    return EVERYTHING


def _topic(slug: str) -> Subject | None:
    found = Topic.objects.filter(slug=slug).first()
    return found and Subject(found.name, "", Q(topic=found), news=Q(topic=found))


def _standard(slug: str) -> Subject | None:
    found = Standard.objects.visible_to(NOBODY).filter(slug=slug).first()
    return found and Subject(
        found.name,
        found.get_absolute_url(),
        Q(requirements__standard=found),
        requirements=Q(standard=found),
        versions=Q(standard=found),
        provisions=_cited_by(Q(requirement__standard=found)),
    )


def _requirement(name: str) -> Subject | None:
    standard, _slash, key = name.partition("/")
    wanted = Q(requirement__standard__slug=standard, requirement__key=key)
    texts = RequirementText.objects.visible_to(NOBODY).filter(wanted)
    text = texts.with_version().newest_first().first()
    return text and Subject(
        f"{text.code} {text.title}",
        text.get_absolute_url(),
        Q(requirements=text.requirement_id),
        requirements=Q(pk=text.requirement_id),
        provisions=_cited_by(Q(requirement=text.requirement_id)),
    )


def _cited_by(texts: Q) -> Q:
    """Provisions on which these texts rest, as everybody may read them: a draft tells nothing of its own."""
    return Q(requirement_texts__in=RequirementText.objects.visible_to(NOBODY).filter(texts))


def _system(slug: str) -> Subject | None:
    found = System.objects.visible_to(NOBODY).filter(slug=slug).first()
    return found and Subject(
        found.name,
        found.get_absolute_url(),
        Q(systems=found),
        requirements=Q(systems=found),
        systems=Q(pk=found.pk),
    )


_FINDERS = {"topic": _topic, "standard": _standard, "requirement": _requirement, "system": _system}
