"""The list of projects of 2021–2027: a phrase with the date, then headings, then one row a project."""

import re
from datetime import date

from foundation.folding import fold
from projects_archive.sources.layouts import Layout, Origin, Record, needed_text
from projects_archive.sources.rows import Facts, Problem
from projects_archive.sources.values import amount_of, date_of

LIST_KEY = "fe-2021-2027"

MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia",
    "wrzesnia", "pazdziernika", "listopada", "grudnia",
)  # fmt: skip
IN_WORDS = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
IN_FIGURES = re.compile(r"(\d{1,2})[ .-](\d{1,2})[ .-](\d{4})")


def edition_date(phrase: str) -> date | None:
    """2026-09-30 from „stan na 30 września 2026 roku”; None where no day is named."""
    words, figures = IN_WORDS.search(fold(phrase)), IN_FIGURES.search(phrase)
    try:
        if words:
            return date(int(words[3]), MONTHS.index(words[2]) + 1, int(words[1]))
        return date(*(int(figures[part]) for part in (3, 2, 1))) if figures else None
    except ValueError:
        return None


def facts(record: Record, origin: Origin) -> Facts:
    return Facts(
        title=needed_text(record, "title", Problem.NO_TITLE),
        beneficiary_name=needed_text(record, "beneficiary", Problem.NO_BENEFICIARY),
        total_value=amount_of(record.cell("total")),
        eu_contribution=amount_of(record.cell("eu")),
        description=record.text("description"),
        contract_number=record.text("contract")[:100],
        nip=record.text("nip"),
        regon=record.text("regon"),
        started_on=date_of(record.cell("start"), epoch=origin.epoch),
        ended_on=date_of(record.cell("end"), epoch=origin.epoch),
        period="2021-2027",
        programme=record.text("programme")[:200],
        fund=record.text("fund")[:60],
        category=record.text("category"),
        place_text=record.text("place"),
        list_key=origin.list_key,
    )


LAYOUT = Layout(
    "fe-2021-2027",
    frozenset({"title", "beneficiary", "total", "eu", "contract", "place", "start", "end"}),
    facts,
)
