"""Exports of mapadotacji.gov.pl: 2014–2020 and, with „[zł]” in the headings, 2007–2013.

They give title, beneficiary, amounts and a domain; no numbers, dates or places. Fund and period stand
only in the name of the file.
"""

from projects_archive.sources.layouts import Layout, Origin, Record, needed_text
from projects_archive.sources.rows import Facts, Problem
from projects_archive.sources.values import amount_of

NO_DOMAIN = "brak"


def facts(record: Record, origin: Origin) -> Facts:
    domain = record.text("domain")
    return Facts(
        title=needed_text(record, "title", Problem.NO_TITLE),
        beneficiary_name=needed_text(record, "beneficiary", Problem.NO_BENEFICIARY),
        total_value=amount_of(record.cell("total")),
        eu_contribution=amount_of(record.cell("eu")),
        nip=record.text("nip"),
        regon=record.text("regon"),
        domain="" if domain.lower() == NO_DOMAIN else domain,
        period=origin.period,
        fund=origin.fund,
        list_key=origin.list_key,
    )


LAYOUT = Layout("mapadotacji", frozenset({"title", "beneficiary", "total", "eu", "domain"}), facts)
