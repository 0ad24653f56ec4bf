"""Selections from the mapadotacji lists: each row names the file it was taken from („zrodlo”)."""

from dataclasses import replace

from projects_archive.sources import mapadotacji
from projects_archive.sources.layouts import (
    Layout,
    Origin,
    Record,
    fund_and_period,
    list_key_of,
)
from projects_archive.sources.rows import Facts


def facts(record: Record, origin: Origin) -> Facts:
    found = mapadotacji.facts(record, origin)
    fund, period = fund_and_period(record.text("origin"))
    if not period:
        return found
    return replace(found, fund=fund, period=period, list_key=list_key_of(fund, period))


LAYOUT = Layout(
    "mapadotacji-selection",
    mapadotacji.LAYOUT.needs | {"origin"},
    facts,
    is_selection=True,
)
