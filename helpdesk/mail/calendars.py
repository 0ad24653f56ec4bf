"""The words of a calendar invitation (RFC 5545), for a mail that has no others."""

SHOWN = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "DESCRIPTION")
LONGEST = 2_000  # characters of one line
ESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def words_of(calendar: str) -> str:
    """What an invitation is about, one line each, as far as the first event says it."""
    lines = calendar.replace("\n ", "").replace("\n\t", "").split("\n")
    found: dict[str, str] = {}
    is_inside = False
    for line in lines:
        name, _colon, value = line[:LONGEST].partition(":")
        is_inside = is_inside or line.startswith("BEGIN:VEVENT")
        field = name.partition(";")[0].upper()
        if is_inside and field in SHOWN:
            found.setdefault(field, _plain(value.strip()))
    return "\n".join(found[field] for field in SHOWN if found.get(field))


def _plain(value: str) -> str:
    """Without the escapes (3.3.11), each read once from left to right."""
    result, position = [], 0
    while position < len(value):
        pair = value[position : position + 2]
        result.append(ESCAPED.get(pair, value[position]))
        position += 2 if pair in ESCAPED else 1
    return "".join(result)
