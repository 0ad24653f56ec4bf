"""Types of the fields of a data set, and what is wrong with a value; pure."""

import re
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LONGEST = 2_000  # characters of one value


class FieldType(TextChoices):
    TEXT = "text", pgettext_lazy("type of data", "text")
    INTEGER = "integer", gettext_lazy("whole number")
    DECIMAL = "decimal", pgettext_lazy("type of data", "number")
    DATE = "date", gettext_lazy("date (2026-11-29)")
    YES_NO = "yes_no", gettext_lazy("yes or no (tak, nie)")
    CODE = "code", gettext_lazy("code from a list")
    TERC = "terc", gettext_lazy("TERC code of a gmina (seven digits)")
    POINT = "point", gettext_lazy("point: latitude and longitude (52.1234 21.0123)")


def read_value(value: str, kind: str, codes: Collection[str] = ()) -> str:
    """What is wrong with a value that is not empty, in words; empty where nothing is.

    Numbers may have a decimal point or comma; dates are written as ISO 8601 writes them.
    """
    if len(value) > LONGEST:
        return _("longer than %(most)d characters") % {"most": LONGEST}
    if kind == FieldType.CODE:
        return "" if value in codes else _("not in the list of codes")
    return _CHECKS[FieldType(kind)](value)


def _text(value: str) -> str:
    return _("has a null character") if "\0" in value else ""


def _integer(value: str) -> str:
    return "" if re.fullmatch(r"[+-]?[0-9]{1,18}", value) else _("not a whole number")


def _decimal(value: str) -> str:
    plain = value.replace(",", ".")
    return "" if re.fullmatch(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", plain) else _("not a number")


def _date(value: str) -> str:
    try:
        is_date = date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_date = False
    return "" if is_date else _("not a date written as 2026-11-29")


def _yes_no(value: str) -> str:
    return "" if value.lower() in ("tak", "nie") else _("neither „tak” nor „nie”")


def _terc(value: str) -> str:
    return "" if re.fullmatch(r"[0-9]{6}[1-5]", value) else _("not a TERC code of seven digits")


def _point(value: str) -> str:
    pieces = value.split()
    try:
        latitude, longitude = (Decimal(one) for one in pieces)
    except (ValueError, InvalidOperation):
        return _("not a point written as 52.1234 21.0123")
    if not (latitude.is_finite() and longitude.is_finite()):
        return _("not a point written as 52.1234 21.0123")
    # The area of Poland, so that exchanged coordinates are noticed.
    if 49 <= latitude <= 55 and 14 <= longitude <= Decimal("24.2"):
        return ""
    return _("not in Poland; the latitude comes first")


_CHECKS: dict[FieldType, Callable[[str], str]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.DATE: _date,
    FieldType.YES_NO: _yes_no,
    FieldType.TERC: _terc,
    FieldType.POINT: _point,
}
