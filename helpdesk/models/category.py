from collections.abc import Mapping, Sequence
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from helpdesk.models.queue import Kind, Priority, Queue


class Impact(models.TextChoices):
    """How many people a matter stops."""

    PERSON = "person", _("one person")
    OFFICE = "office", _("the whole office")
    OFFICES = "offices", _("many offices or residents")


class Urgency(models.TextChoices):
    """How long it can wait."""

    LATER = "later", _("it can wait for days")
    SOON = "soon", _("it hinders the work of today")
    NOW = "now", _("work stands, or a deadline is near")


MATRIX: Mapping[tuple[str, str], Priority] = {
    (Impact.PERSON, Urgency.LATER): Priority.LOW,
    (Impact.PERSON, Urgency.SOON): Priority.NORMAL,
    (Impact.PERSON, Urgency.NOW): Priority.HIGH,
    (Impact.OFFICE, Urgency.LATER): Priority.NORMAL,
    (Impact.OFFICE, Urgency.SOON): Priority.NORMAL,
    (Impact.OFFICE, Urgency.NOW): Priority.HIGH,
    (Impact.OFFICES, Urgency.LATER): Priority.NORMAL,
    (Impact.OFFICES, Urgency.SOON): Priority.HIGH,
    (Impact.OFFICES, Urgency.NOW): Priority.URGENT,
}


def in_language(polish: str, english: str) -> str:
    """The English text for English pages where there is one, else the Polish."""
    return (english if get_language() == "en" else "") or polish


class CategoryQuerySet(models.QuerySet):
    def offered(self, kind: str) -> Self:
        """Those a requester may choose for a kind of ticket."""
        return self.filter(kind=kind, is_active=True, queue__is_active=True)


class Category(ClusterableModel):
    """What a ticket is about; decides its queue, its first priority and what else is asked."""

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.QUESTION)
    name_pl = models.CharField(_("name (Polish)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    hint_pl = models.CharField(_("hint (Polish)"), max_length=250, blank=True)
    hint_en = models.CharField(_("hint (English)"), max_length=250, blank=True)
    queue = models.ForeignKey(
        Queue, models.PROTECT, related_name="categories", verbose_name=_("queue")
    )
    impact = models.CharField(
        _("whom it stops"), max_length=10, choices=Impact, default=Impact.PERSON
    )
    urgency = models.CharField(
        _("how long it can wait"), max_length=10, choices=Urgency, default=Urgency.SOON
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("can be chosen"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["kind", "position", "name_pl"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name_pl"],
                name="helpdesk_category_once_per_kind",
                violation_error_message=_("This kind already has a category of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_pl, self.name_en)

    @property
    def hint(self) -> str:
        return in_language(self.hint_pl, self.hint_en)

    @property
    def priority(self) -> Priority:
        """The first priority of its tickets; agents may change it."""
        return MATRIX[self.impact, self.urgency]


class CategoryField(Orderable):
    """One thing that a category asks. A field with a condition is asked only where it holds."""

    class Kind(models.TextChoices):
        TEXT = "text", pgettext_lazy("kind of field", "text")
        CHOICE = "choice", pgettext_lazy("kind of field", "choice")
        DATE = "date", pgettext_lazy("kind of field", "date")
        NUMBER = "number", pgettext_lazy("kind of field", "number")
        OFFICE = "office", pgettext_lazy("kind of field", "one of the person’s offices")
        SYSTEM = "system", pgettext_lazy("kind of field", "system of the register")
        REQUIREMENT = "requirement", pgettext_lazy("kind of field", "requirement of a standard")

    category = ParentalKey(Category, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(
        _("short name"), max_length=40, help_text=_("For conditions and exports; in Latin letters.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TEXT)
    label_pl = models.CharField(_("question (Polish)"), max_length=150)
    label_en = models.CharField(_("question (English)"), max_length=150, blank=True)
    hint_pl = models.CharField(_("hint (Polish)"), max_length=250, blank=True)
    hint_en = models.CharField(_("hint (English)"), max_length=250, blank=True)
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One in a line; after a | its English name. Only for a choice."),
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    shown_when = models.SlugField(
        _("asked only when"),
        max_length=40,
        blank=True,
        help_text=_("Short name of a choice that stands above; empty: always asked."),
    )
    shown_for = models.CharField(
        _("has the answer"), max_length=150, blank=True, help_text=_("Its Polish text.")
    )

    class Meta:
        verbose_name = _("field of a category")
        verbose_name_plural = _("fields of categories")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "key"],
                name="helpdesk_categoryfield_once",
                violation_error_message=_("This category already has a field of this short name."),
            ),
            models.CheckConstraint(
                condition=Q(shown_when="", shown_for="") | (~Q(shown_when="") & ~Q(shown_for="")),
                name="helpdesk_categoryfield_condition_is_whole",
                violation_error_message=_("A condition needs both a field and its answer."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_pl, self.label_en)

    @property
    def hint(self) -> str:
        return in_language(self.hint_pl, self.hint_en)

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """Choices as (Polish text, text in the reader's language)."""
        lines = [line.partition("|") for line in self.choices.splitlines() if line.strip()]
        return [(pl.strip(), in_language(pl.strip(), en.strip())) for pl, _bar, en in lines]
