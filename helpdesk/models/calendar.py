from datetime import time
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.calendars.holidays import polish_holidays
from foundation.calendars.working_time import Window, WorkingCalendar, no_holidays


class CalendarQuerySet(models.QuerySet):
    def with_hours(self) -> Self:
        """With everything that `Calendar.working` reads, in three queries for all of them."""
        return self.prefetch_related("windows", "closed_days")


class Calendar(models.Model):
    """When somebody works: weekly windows, minus public holidays, minus days closed by choice."""

    slug = models.SlugField(_("address"), unique=True)
    name_pl = models.CharField(_("name (Polish)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    keeps_holidays = models.BooleanField(_("closed on public holidays"), default=True)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["pk"]

    def __str__(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_pl

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:calendar", args=[self.slug])

    @property
    def working(self) -> WorkingCalendar:
        """The calendar in plain values, for reckoning."""
        week: list[list[Window]] = [[] for _day in range(7)]
        for window in self.windows.all():
            week[window.weekday].append(Window(window.opens, window.closes))
        return WorkingCalendar(
            weekly=tuple(tuple(sorted(day, key=lambda one: one.opens)) for day in week),
            closed_days=tuple((day.on, day.name) for day in self.closed_days.all()),
            holidays=polish_holidays if self.keeps_holidays else no_holidays,
        )


class CalendarWindow(models.Model):
    """Hours of one weekday; several windows of a day leave a break between them."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(
        _("weekday, Monday is 0"), validators=[MaxValueValidator(6)]
    )
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))  # 00:00 is the end of the day

    class Meta:
        verbose_name = _("hours of a calendar")
        verbose_name_plural = _("hours of calendars")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "weekday", "opens"], name="helpdesk_calendarwindow_once"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes=time(0)),
                name="helpdesk_calendarwindow_closes_after_opening",
                violation_error_message=_("A window must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A day on which the calendar stands although the law gives no holiday."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="closed_days")
    on = models.DateField(_("day"))
    name = models.CharField(_("reason"), max_length=100)

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "on"],
                name="helpdesk_closedday_once",
                violation_error_message=_("This day is closed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"
