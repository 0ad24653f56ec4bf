"""The catalogue as a list that can be watched: new dates of the courses it shows."""

from collections.abc import Sequence
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.search.appearing import appeared_since
from foundation.watching.lists import NewItem, WatchedList
from foundation.watching.nobody import NOBODY
from foundation.watching.searching import new_items
from training.catalogue import announced
from training.models import Session


def new_sessions(parameters: QueryDict, since: datetime) -> Sequence[NewItem]:
    label = Session._meta.label_lower
    appeared = appeared_since(since, [label])
    keys = {int(key.rpartition(".")[2]): key for key in appeared}
    found = announced(parameters, NOBODY, at=timezone.now()).filter(pk__in=keys)
    return new_items({keys[pk]: appeared[keys[pk]] for pk in found.values_list("pk", flat=True)})


def watched_catalogue() -> Sequence[WatchedList]:
    names = ("q", "free", "audience", "place", "kind", "topic", "system", "competence")
    return [WatchedList("training", _("Training"), "training:course_list", names, new_sessions)]
