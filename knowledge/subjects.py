"""What a list may be narrowed to: the topics and systems that something in it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet, Value
from django.utils.translation import get_language

from foundation.folding import fold
from knowledge.facets import Choice


def subject_choices(*, topics: QuerySet, systems: QuerySet) -> Mapping[str, Sequence[Choice]]:
    """Choices under `topic` and `system`, by name, read in one query."""
    name = "name_en" if get_language() == "en" else "name_pl"
    subjects = (
        topics.order_by()
        .values_list(Value("topic"), "slug", name)
        .union(systems.order_by().values_list(Value("system"), "slug", "name"))
    )
    choices = defaultdict(list)
    for kind, slug, label in sorted(subjects, key=lambda subject: fold(subject[2])):
        choices[kind].append(Choice(slug, label or slug))
    return choices
