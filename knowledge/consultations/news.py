"""What consultations have to say on the home page of those who may take part."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import Consultation
from knowledge.related import HomeItem

MOST = 3


def closing_items(user) -> Iterator[HomeItem]:
    """Consultations that take comments now, for people who are signed in; what closes first, first."""
    if not user.is_authenticated:
        return
    open_now = Consultation.objects.visible_to(user).taking_comments(timezone.now())
    for one in open_now.select_related("version__standard").order_by("closes_at")[:MOST]:
        yield HomeItem(
            section="due",
            title=_("Comments on: %s") % one.version,
            url=one.get_absolute_url(),
            note=_("Consultation of a draft standard"),
            at=one.closes_at,
        )
