"""Which projects are alike: those that share rare words, the rarer the more alike."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from django.db.models import Count

from projects_archive.models import Project, ProjectTerm
from projects_archive.telling_words import telling_words

MOST_TERMS = 25  # the rarest decide; the others cost and say little
# A word that stands in more projects than this makes nothing alike.
COMMON = 3_000
LEAST_SHARED = 2


@dataclass(frozen=True)
class Alike:
    """A project and the words it shares, the most telling first."""

    project: Project
    words: Sequence[str]


def similar_to(project: Project, *, most: int = 5) -> Sequence[Alike]:
    """Public projects with words of this one's title. Four queries."""
    return alike(telling_words(project.title_pl), without={project.pk}, most=most)


def alike(words: Mapping[str, str], *, without: Collection[int] = (), most: int) -> Sequence[Alike]:
    """Public projects that share at least two of `words` (dictionary form → as written)."""
    weights = _weights(words)
    if not weights:
        return []
    # By project: each word as written, and how much it tells; a word may have several forms.
    shared: dict[int, dict[str, float]] = defaultdict(dict)
    rows = ProjectTerm.objects.filter(term__in=weights, project__is_public=True)
    for project, term in rows.exclude(project__in=without).values_list("project", "term"):
        told = shared[project]
        told[words[term]] = max(weights[term], told.get(words[term], 0))
    scores = {
        project: sum(told.values()) for project, told in shared.items() if len(told) >= LEAST_SHARED
    }
    best = sorted(scores, key=lambda project: (-scores[project], -project))[:most]
    projects = Project.objects.for_list().in_bulk(best)
    return [
        Alike(projects[one], sorted(shared[one], key=lambda word: -shared[one][word]))
        for one in best
    ]


def _weights(words: Mapping[str, str]) -> Mapping[str, float]:
    """Of the words that projects have: the rarest, each with how much it tells."""
    counted = (
        ProjectTerm.objects.filter(term__in=list(words)[:2_000])
        .values_list("term")
        .annotate(projects=Count("pk"))
        .order_by("projects", "term")
    )
    telling = [(term, number) for term, number in counted if number <= COMMON][:MOST_TERMS]
    return {term: log(1 + COMMON / number) for term, number in telling}
