"""The TERC register as tests write and read it."""

import csv
import io
from collections.abc import Callable

from foundation.accounts.models import Organisation, TerritoryPeriod

HEADING = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"


def register(
    *, on: str = "2022-01-01", change: Callable[[list[list[str]]], None] = lambda rows: None
):
    """A CSV file made by hand: 16 voivodeships, 352 powiats, 2,368 gminas."""
    rows = []
    for w in range(1, 17):
        woj = f"{2 * w:02}"
        rows.append([woj, "", "", "", f"WOJEWÓDZTWO {w}", "województwo"])
        for p in range(1, 22):
            rows.append([woj, f"{p:02}", "", "", f"powiatowy {w}-{p}", "powiat"])
            rows.append([woj, f"{p:02}", "01", "1", f"Miasto{w}-{p}", "gmina miejska"])
            rows += [
                [woj, f"{p:02}", f"{g:02}", "2", f"Wieś {w}-{p}-{g}", "gmina wiejska"]
                for g in range(2, 8)
            ]
        rows.append([woj, "61", "", "", f"Gród {w}", "miasto na prawach powiatu"])
        rows.append([woj, "61", "01", "1", f"Gród {w}", "gmina miejska"])
    change(rows)
    lines = [HEADING, *(";".join([*row, on]) for row in rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def as_address_variant(content: bytes) -> bytes:
    """The official file without rows of type 3, and without type 1 where a city has districts."""
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    rows = [row for row in reader if row]
    divided = {(r[0], r[1]) for r in rows if r[3] in ("8", "9")}
    kept = [r for r in rows if r[3] != "3" and not (r[3] == "1" and (r[0], r[1]) in divided)]
    return "\n".join(";".join(r) for r in kept).encode()


def as_xml(content: bytes) -> bytes:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    body = "".join(
        "<row>" + "".join(f"<{k}>{v}</{k}>" for k, v in r.items()) + "</row>" for r in rows
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><teryt><catalog name="TERC">'
    return f"{head}{body}</catalog></teryt>".encode()


def facts() -> tuple[list, list]:
    """Everything that an import writes, without keys."""
    periods = TerritoryPeriod.objects.order_by("territory__terc", "valid_from")
    offices = Organisation.objects.order_by("name", "location", "pk")
    return (
        list(periods.values_list("territory__terc", "name", "kind", "valid_from", "valid_to")),
        sorted(
            (
                o.name,
                o.kind,
                o.location,
                o.is_active,
                tuple(sorted(t.terc for t in o.territories.all())),
            )
            for o in offices.prefetch_related("territories")
        ),
    )


def rename(terc: str, name: str, kind: str | None = None) -> Callable:
    def change(rows: list[list[str]]) -> None:
        row = next(r for r in rows if "".join(r[:3]) == terc)
        row[4], row[3] = name, kind or row[3]

    return change
