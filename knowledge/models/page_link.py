from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from foundation.due import DueQuerySet, DueWork

GONE = (404, 410)
FAILURES_THAT_COUNT = 2  # of others' servers, a day apart: one bad evening is no broken link


def _is_broken(prefix: str = "") -> Q:
    """Of an address elsewhere: "not found" counts at once, other failures from the second on."""
    gone = Q((f"{prefix}status__in", GONE)) | Q((f"{prefix}attempts__gte", FAILURES_THAT_COUNT))
    return Q((f"{prefix}failing_since__isnull", False)) & gone


class WebAddressQuerySet(DueQuerySet):
    def broken(self) -> Self:
        return self.filter(_is_broken())

    def unclear(self) -> Self:
        """Their servers say nothing to programs: a person has to look."""
        return self.filter(is_unclear=True)


class WebAddress(DueWork):
    """An address outside that pages or registers show, asked again and again whether it still answers.

    `attempts` are the failures in a row; a row is never done.
    """

    url = models.CharField(_("address"), max_length=1000, unique=True)
    host = models.CharField(
        max_length=255, db_index=True
    )  # read before each question: who was asked just now
    checked_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # of HTTP, where the server gave one
    is_unclear = models.BooleanField(
        default=False
    )  # the server refuses programs; people may get through

    objects = WebAddressQuerySet.as_manager()

    class Meta(DueWork.Meta):
        verbose_name = _("linked address")
        verbose_name_plural = _("linked addresses")

    def __str__(self) -> str:
        return self.url

    @property
    def said(self) -> str:
        """What the server answered, in words; `reason` is kept as it stands in the code, in English."""
        if self.status:
            return gettext("The server answers with the error %(status)d.") % {
                "status": self.status
            }
        return gettext(self.reason) if self.reason else ""


class PageLinkQuerySet(models.QuerySet):
    def broken(self) -> Self:
        """Links of published pages that lead nowhere: the editors' report."""
        is_broken = Q(broken_since__isnull=False) | _is_broken("address__")
        links = self.filter(is_broken, page__live=True)
        since = models.functions.Coalesce("broken_since", "address__failing_since")
        return (
            links.select_related("page__locale", "address")
            .annotate(since=since)
            .order_by("since", "pk")
        )

    def unclear(self) -> Self:
        """Links whose servers say nothing to programs: a person has to look."""
        links = self.filter(address__is_unclear=True, page__live=True)
        return links.select_related("page__locale", "address").order_by("address__host", "pk")

    def to_pages(self, keys: Sequence[int]) -> Self:
        return self.filter(kind=PageLink.Kind.PAGE, target__in=keys)


class PageLink(models.Model):
    """A link in what a page says to its readers, written anew on each publication."""

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        DOCUMENT = "document", _("file")
        INSIDE = "inside", _("address on this site")
        OUTSIDE = "outside", _("address elsewhere")

    class Problem(models.TextChoices):
        DELETED = "deleted", _("It was deleted.")
        UNPUBLISHED = "unpublished", _("It is not published.")
        NOTHING = "nothing", pgettext_lazy("address", "Nothing is there.")

    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    words = models.CharField(_("link text"), max_length=250, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    # No foreign key: that what is linked was deleted is what the report is about.
    target = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    path = models.CharField(max_length=1000, blank=True)
    address = models.ForeignKey(
        WebAddress, models.CASCADE, null=True, blank=True, related_name="links"
    )
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    broken_since = models.DateTimeField(null=True, blank=True)

    objects = PageLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link in a page")
        verbose_name_plural = _("links in pages")
        constraints = [
            models.CheckConstraint(
                condition=Q(problem="", broken_since=None)
                | ~Q(problem="") & Q(broken_since__isnull=False),
                name="knowledge_pagelink_problem_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.words or self.leads_to}"

    @property
    def leads_to(self) -> str:
        """The address, as far as there is one to show."""
        return self.address.url if self.address else self.path

    @property
    def said(self) -> str:
        """What is wrong, in words."""
        return self.address.said if self.address else self.get_problem_display()

    def judge(self, problem: str, *, at: datetime) -> None:
        """Note a problem, keeping since when it is there; "" where there is none."""
        if problem != self.problem:
            self.broken_since = (self.broken_since or at) if problem else None
            self.problem = problem
