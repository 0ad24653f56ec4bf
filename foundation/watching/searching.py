"""The search as a watched list: what appeared since and answers the question, for everybody."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.search.appearing import appeared_since
from foundation.search.facets import known_groups
from foundation.search.forms import SearchForm
from foundation.search.grouping import NAMES
from foundation.search.indexing import audience_indexes, engine
from foundation.search.lag import lag
from foundation.search.questions import ask
from foundation.search.tokens import PUBLIC
from foundation.watching.lists import NewItem, WatchedList
from foundation.watching.nobody import NOBODY

MOST = 50


def new_hits(parameters: QueryDict, since: datetime) -> Sequence[NewItem]:
    """Raises `SearchUnavailable`."""
    form = SearchForm.from_address(parameters, known_groups())
    appeared = appeared_since(since)
    try:
        question = ask(form.text)
    except ValidationError:
        return []
    if not appeared:
        return []
    found = engine().find(
        question,
        frozenset({PUBLIC}),
        language=get_language(),
        chosen=form.groups,
        left_out=lag().keys,
        within=appeared.keys(),
        limit=MOST,
    )
    if found.is_loose:
        return []
    return new_items({match.key: appeared[match.key] for match in found.matches})


def new_items(moments: Mapping[str, datetime]) -> Sequence[NewItem]:
    """What everybody may see of these keys, the newest first; one query for each kind."""
    items = []
    for label, index in audience_indexes().items():
        keys = {key.rpartition(".")[2]: key for key in moments if key.rpartition(".")[0] == label}
        for obj in index.visible_queryset(NOBODY).filter(pk__in=keys) if keys else ():
            key = keys[str(obj.pk)]
            title, name = str(index.title(obj)), index.name_of_kind()
            items.append(NewItem(key, title, name, index.url(obj), moments[key]))
    return sorted(items, key=lambda item: (item.at, item.key), reverse=True)[:MOST]


def watched_search() -> Sequence[WatchedList]:
    names = ("q", *NAMES)
    return [WatchedList("search", _("Search"), "search:search", names, new_hits, needs_words=True)]
