"""How well the product answers the second set of judged questions, over its demo content.

python manage.py shell -c "from tests.search.judged import unseen; unseen.show()"
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from foundation.search.indexing import engine
from foundation.search.questions import ask
from foundation.search.searching import still_visible
from foundation.search.tokens import PUBLIC
from tests.search.judged.measures import DEPTH, Judged, figures

FILE = Path(__file__).with_name("unseen.yml")
LOOKED_AT = 2 * DEPTH  # a document with several versions counts once


@cache
def unseen() -> Sequence[Judged]:
    judged = yaml.safe_load(FILE.read_text())
    return [Judged(str(text), grades) for text, grades in judged["questions"]]


def find(text: str) -> Sequence[str]:
    """What an anonymous reader finds, best first, by the names of the file or else by kind and title."""
    known = yaml.safe_load(FILE.read_text())["names"]
    names = {(kind, title): name for name, (kind, title) in known.items()}
    with translation.override("pl"):
        found = engine().find(ask(text), frozenset({PUBLIC}), limit=LOOKED_AT)
        matches = [*found.matches, *found.partly]
        objects = still_visible(matches, AnonymousUser(), None)
        titles = [
            (index.kind, str(index.title(obj)))
            for index, obj in (objects[match.key] for match in matches if match.key in objects)
        ]
    return list(dict.fromkeys(names.get(one, ": ".join(one)) for one in titles))[:DEPTH]


def show() -> None:
    print(figures(find, unseen()))
    for one in sorted(unseen(), key=lambda one: one.ndcg(find(one.text))):
        found = find(one.text)
        print(f"  {one.recall(found):.2f} {one.ndcg(found):.2f} {one.text}: {found[:6]}")
