"""Postulates about a system, for the system's page."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import Postulate, System
from knowledge.related import RelatedItem

MOST = 5


def related_to_system(system: System, user) -> Iterator[RelatedItem]:
    found = Postulate.objects.visible_to(user).published().filter(system=system)
    for one in found.order_by("-published_at")[:MOST]:
        yield RelatedItem(
            kind=_("Postulates of offices"),
            title=one.title,
            url=one.get_absolute_url(),
            note=one.get_state_display(),
            on=timezone.localdate(one.published_at),
        )
