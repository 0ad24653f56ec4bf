"""One place for each project, so that sums over places count its money once (the whole is the sum)."""

from collections.abc import Iterable

WHOLE_COUNTRY, SEVERAL, UNKNOWN = "PL", "XX", ""


def counted_in(codes: Iterable[str], *, is_nationwide: bool) -> str:
    """Where a project with places of these TERC codes is counted.

    A powiat (four digits) where all its places lie in one, else a voivodeship (two digits), else
    SEVERAL; the whole country before all of these; UNKNOWN where no place is given.
    """
    if is_nationwide:
        return WHOLE_COUNTRY
    codes = set(codes)
    if not codes:
        return UNKNOWN
    powiats = {code[:4] for code in codes if len(code) >= 4}
    if len(powiats) == 1 and all(len(code) >= 4 for code in codes):
        return powiats.pop()
    voivodeships = {code[:2] for code in codes}
    return voivodeships.pop() if len(voivodeships) == 1 else SEVERAL
