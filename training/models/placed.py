"""Where a session takes place: on site, online, or both with separate places."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from training.states import Way

LARGEST_SESSION = 2000
NUMBER = (MinValueValidator(1), MaxValueValidator(LARGEST_SESSION))


@dataclass(frozen=True)
class Seats:
    """How full one way is; `free` is never negative, `over` counts seats above a lowered capacity."""

    capacity: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def over(self) -> int:
        return max(self.taken - self.capacity, 0)

    @property
    def has_free_place(self) -> bool:
        """Does a newcomer get a place at once? Those who wait come first."""
        return self.free > 0 and not self.waiting


class Placed(models.Model):
    """The places of a session by way of taking part; whoever takes part has one of its `ways`."""

    class Place(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        BOTH = "both", _("on site and online, with separate places")

    capacity = models.PositiveIntegerField(_("number of places"), validators=NUMBER)
    online_capacity = models.PositiveIntegerField(
        _("number of places online"), null=True, blank=True, validators=NUMBER
    )
    place = models.CharField(_("place"), max_length=8, choices=Place, default=Place.ONLINE)
    venue = models.CharField(_("venue and room"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    joining_url = models.URLField(
        _("joining address"), max_length=500, blank=True, validators=[URLValidator(["https"])]
    )

    class Meta:
        abstract = True

    @property
    def has_two_ways(self) -> bool:
        return self.place == self.Place.BOTH

    @property
    def ways(self) -> Sequence[Way]:
        return tuple(Way) if self.has_two_ways else (Way(self.place),)

    @property
    def is_online(self) -> bool:
        """Can one take part online?"""
        return Way.ONLINE in self.ways

    @property
    def is_on_site(self) -> bool:
        return Way.ON_SITE in self.ways

    @property
    def where(self) -> str:
        """Where to go, on one line; online the joining address is not said."""
        if self.has_two_ways:
            return gettext("%(place)s; also online") % {"place": self.where_for(Way.ON_SITE)}
        return self.where_for(self.ways[0])

    def where_for(self, way: Way) -> str:
        """Where somebody goes who takes part this way."""
        if way == Way.ONLINE:
            return str(Way.ONLINE.label)
        return ", ".join(filter(None, [self.venue, self.address]))

    def places_for(self, way: Way) -> int:
        """How many places there are for those who take part this way."""
        if way == Way.ONLINE and self.online_capacity is not None:
            return self.online_capacity
        return self.capacity

    def set_places(self, way: Way, number: int) -> None:
        if self.has_two_ways and way == Way.ONLINE:
            self.online_capacity = number
        else:
            self.capacity = number

    def seats_for(self, way: Way) -> Seats:
        """Reads what `with_seats` counted."""
        taken, waiting = getattr(self, f"taken_{way}"), getattr(self, f"waiting_{way}")
        return Seats(self.places_for(way), taken=taken, waiting=waiting)

    @property
    def pools(self) -> Sequence[tuple[Way, Seats]]:
        """Each way of taking part and how full it is; reads what `with_seats` counted."""
        return [(way, self.seats_for(way)) for way in self.ways]

    @property
    def has_free_place(self) -> bool:
        """In some way of taking part; reads what `with_seats` counted."""
        return any(seats.has_free_place for _way, seats in self.pools)
