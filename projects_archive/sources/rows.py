"""What reading gives: facts of a row, or the problem that keeps it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Problem(models.TextChoices):
    """Why a row was not taken; `detail` of the row says what was found."""

    NO_TITLE = "no_title", _("the title is missing")
    NO_BENEFICIARY = "no_beneficiary", _("the beneficiary is missing")
    BAD_AMOUNT = "bad_amount", _("the amount is not a number")
    NEGATIVE_AMOUNT = "negative_amount", _("the amount is below zero")
    TOO_PRECISE = "too_precise", _("the amount has more than two decimal places")
    BAD_DATE = "bad_date", _("the date cannot be read")
    LOST_LETTERS = "lost_letters", _("letters were lost before this file was made")
    WRONG_CELLS = "wrong_cells", _("the number of cells differs from the headings")
    REPEATED_HEADINGS = "repeated_headings", _("the headings stand here once more")
    REPEATED_ROW = "repeated_row", _("the same contract number and amounts as an earlier row")
    SAME_NUMBER = "same_number", _("the same contract number as an earlier row, other amounts")


class UnreadableList(Exception):
    """The file is not a list we understand; the message tells a person what is wrong with it."""


class RowRefused(Exception):
    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True)
class Facts:
    """What one row says. Amounts in złoty; None and "" where the row says nothing."""

    title: str
    beneficiary_name: str
    total_value: Decimal | None
    eu_contribution: Decimal | None
    description: str = ""
    contract_number: str = ""
    nip: str = ""
    regon: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    period: str = ""
    programme: str = ""
    fund: str = ""
    domain: str = ""
    category: str = ""
    place_text: str = ""
    list_key: str = ""


@dataclass(frozen=True)
class ListRow:
    """One row of the file: `number` as a spreadsheet shows it, `raw` by heading."""

    number: int
    raw: Mapping[str, str]
    facts: Facts | None
    problem: Problem | None = None
    detail: str = ""
