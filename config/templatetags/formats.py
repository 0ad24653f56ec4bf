"""Amounts, sizes, days and times as people here write them."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency, format_decimal
from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation.calendars.spans import span

register = template.Library()

NBSP = "\u00a0"
# A lone i, a, o, u, w, z never ends a line in Polish setting; tags and entities around it stay.
ONE_LETTER_WORD = re.compile(r"(?<![^\s>(„\"\u00a0])([aiouwzAIOUWZ])[ \n]+(?=\S)")
NUMBER_AND_UNIT = re.compile(
    r"(?<=\d) (?=(?:%|r\.|(?:zł|min|h|godz|dni|MB|kB|GB|weekend|stycznia|lutego|marca|kwietnia|maja"
    r"|czerwca|lipca|sierpnia|września|października|listopada|grudnia)\b))"
)
# „nr 2”, „sala 12”, „art. 10”, „§ 19 ust. 2”: the word and its number are one name.
WORD_AND_NUMBER = re.compile(r"(?<!\w)(nr|sala|art\.|ust\.|pkt|poz\.|str\.|§) (?=\d)")


@register.filter
def money(value: object, currency: str = "PLN") -> str:
    """Decimal("1568930.49") → „1 568 930,49 zł”; an empty value gives an empty string."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return ""
    pattern = None if _locale() == "pl" else f"¤¤{NBSP}#,##0.00"
    return format_currency(amount, currency, pattern, locale=_locale())


@register.filter(is_safe=True)
@stringfilter
def typo(text: str) -> str:
    """Tie one-letter words and units to their neighbours, in Polish text only."""
    if _locale() != "pl":
        return text
    text = WORD_AND_NUMBER.sub(rf"\1{NBSP}", ONE_LETTER_WORD.sub(rf"\1{NBSP}", text))
    return NUMBER_AND_UNIT.sub(NBSP, text)


register.filter("nbsp", typo)


@register.filter
def filesize(size: object) -> str:
    """Bytes → „1,4 MB”, in steps of 1,000 as file managers show them."""
    try:
        amount = float(size)
    except (TypeError, ValueError):
        return ""
    unit = "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    pattern = "#,##0" if unit == "B" or amount >= 100 else "#,##0.#"
    return f"{format_decimal(amount, pattern, locale=_locale())}{NBSP}{unit}"


@register.filter
def relative_day(day: date | datetime | None) -> str:
    """A day seen from today: „dziś”, „jutro”, „za 9 dni”, „3 tygodnie temu”."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return _days_from_today((day - timezone.localdate()).days)


def _days_from_today(days: int) -> str:
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    distance = abs(days)
    if distance < 14:
        return _counted_days(distance, days > 0)
    if distance < 60:
        return _counted_weeks(distance // 7, days > 0)
    return _counted_months(distance // 30, days > 0)


def _counted_days(count: int, is_ahead: bool) -> str:
    if is_ahead:
        return ngettext("in %(n)d day", "in %(n)d days", count) % {"n": count}
    return ngettext("%(n)d day ago", "%(n)d days ago", count) % {"n": count}


def _counted_weeks(count: int, is_ahead: bool) -> str:
    if is_ahead:
        return ngettext("in %(n)d week", "in %(n)d weeks", count) % {"n": count}
    return ngettext("%(n)d week ago", "%(n)d weeks ago", count) % {"n": count}


def _counted_months(count: int, is_ahead: bool) -> str:
    if is_ahead:
        return ngettext("in %(n)d month", "in %(n)d months", count) % {"n": count}
    return ngettext("%(n)d month ago", "%(n)d months ago", count) % {"n": count}


@register.filter
def time_left(due_at: datetime | None) -> str:
    """Time to a deadline on the clock: „1 h 40 min”, „2 dni”; past it „40 min po terminie”."""
    if not due_at:
        return ""
    left = due_at - timezone.now()
    words = span(abs(left))
    return words if left >= timedelta(0) else _("%(time)s overdue") % {"time": words}


def _locale() -> str:
    return (get_language() or "pl")[:2]
