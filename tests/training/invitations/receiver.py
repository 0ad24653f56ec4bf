"""A calendar as a mail client keeps it: applies messages of iTIP by UID and SEQUENCE (RFC 5546).

It knows nothing of our code: it gets the bytes and the MIME type of a mail's calendar part.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from icalendar import Calendar as Parsed

Times = tuple[tuple[datetime, datetime], ...]


@dataclass
class Entry:
    """One UID: what the newest message said of it."""

    sequence: int
    stamp: datetime
    is_cancelled: bool
    times: Times
    location: str


@dataclass
class ReceiverCalendar:
    """The calendar of one person; `ignored` counts messages that were older than what is known."""

    owner: str
    entries: dict[str, Entry] = field(default_factory=dict)
    ignored: int = 0

    def receive(self, content_type: str, body: bytes) -> None:
        """Apply one message: 3.2.2 REQUEST, 3.2.5 CANCEL; 2.1.5 says which of two is newer."""
        parsed = Parsed.from_ical(body)
        method = str(parsed["method"])
        assert f"method={method}" in content_type.replace('"', ""), "RFC 6047, 2.4"
        events = parsed.walk("VEVENT")
        uids = {str(event["uid"]) for event in events}
        assert len(uids) == 1, "RFC 5546, 3.2: one UID in a message"
        uid, master = uids.pop(), next(e for e in events if "recurrence-id" not in e)
        assert str(master["attendee"]).lower() == f"mailto:{self.owner}", "not for this person"
        entry = Entry(
            sequence=int(master["sequence"]),
            stamp=master["dtstamp"].dt,
            is_cancelled=method == "CANCEL",
            times=_times(master, events),
            location=str(master.get("location", "")),
        )
        known = self.entries.get(uid)
        if known and (entry.sequence, entry.stamp) < (known.sequence, known.stamp):
            self.ignored += 1
        elif known or method == "REQUEST":
            self.entries[uid] = entry

    def shown(self) -> dict[str, Entry]:
        """What its owner sees: cancelled events are gone."""
        return {uid: entry for uid, entry in self.entries.items() if not entry.is_cancelled}


def _times(master, events) -> Times:
    """Every occurrence in UTC: the first, its RDATEs, and those with another length."""
    length = master["dtend"].dt - master["dtstart"].dt
    starts = [master["dtstart"].dt]
    if "rdate" in master:
        starts += [moment.dt for moment in master["rdate"].dts]
    own_end = {e["recurrence-id"].dt: e["dtend"].dt for e in events if "recurrence-id" in e}
    return tuple(
        (start.astimezone(UTC), own_end.get(start, start + length).astimezone(UTC))
        for start in sorted(starts)
    )
