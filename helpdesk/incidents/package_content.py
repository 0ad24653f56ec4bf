"""What a hand-over package holds: one set of facts for JSON and PDF, and the files it names.

The JSON follows docs/incident-package.schema.json. Only public messages that were chosen are in it.
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.files.checking import PIECE
from foundation.files.models import StoredFile
from helpdesk import conversation
from helpdesk.incidents import standing
from helpdesk.incidents.tlp import MEANINGS
from helpdesk.models import Attachment, Incident, IncidentPackage, Message

SCHEMA = "https://punkt-wsparcia/schemas/incident-package/1"


@dataclass(frozen=True)
class Content:
    """`facts` can be written as JSON; `files` are (path in the archive, row), in its order."""

    facts: Mapping[str, object]
    files: Sequence[tuple[str, StoredFile]]


def content_of(package: IncidentPackage, *, at: datetime) -> Content:
    """Gather what `package` holds, in the language that is active now."""
    ticket = package.ticket
    incident = Incident.objects.filter(ticket=ticket).first() or Incident(ticket=ticket)
    chosen = package.messages.public().select_related("author", "organisation").order_by("pk")
    files = _files_of(chosen)
    facts = {
        "schema": SCHEMA,
        "reference": ticket.reference,
        "subject": ticket.subject,
        "sort": {"code": incident.sort, "label": incident.get_sort_display()},
        "tlp": {"label": incident.get_tlp_display(), "meaning": str(MEANINGS[incident.tlp])},
        "status": {"code": ticket.status, "label": ticket.get_status_display()},
        "office": str(ticket.organisation or incident.stated_office),
        "reported_by": str(ticket.requester or incident.reporter_name),
        "is_reporter_confirmed": ticket.requester_id is not None,
        "system": str(ticket.system or ""),
        "opened_at": _moment(ticket.opened_at),
        "detected_at": _moment(incident.detected_at),
        "made_at": _moment(at),
        "made_for": str(package.asked_by),
        "language": package.language,
        "legal_clocks": [_clock(line) for line in standing.lines(ticket, incident, now=at)],
        "timeline": _timeline(package),
        "messages": [_message(message, files) for message in chosen],
        "files": [_file(path, file) for path, file, _message in files],
    }
    return Content(facts, [(path, file) for path, file, _message in files])


def write_zip(archive: BinaryIO, content: Content, *, pdf: bytes) -> None:
    """Write the archive: the facts, the PDF, every file and the sums of all of them.

    Raises ValidationError where the bytes of a file are not those that were once received.
    """
    facts = json.dumps(content.facts, ensure_ascii=False, indent=2).encode()
    reference = content.facts["reference"]
    own = {f"{reference}.json": facts, f"{reference}.pdf": pdf}
    sums = [f"{hashlib.sha256(body).hexdigest()}  {name}" for name, body in own.items()]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in own.items():
            target.writestr(name, body)
        for path, file in content.files:
            sums.append(f"{_copy(target, path, file)}  {path}")
        target.writestr("SHA256SUMS", "\n".join(sums) + "\n")


def _copy(target: zipfile.ZipFile, path: str, file: StoredFile) -> str:
    digest = hashlib.sha256()
    with target.open(path, "w") as copy, file.content.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
            copy.write(piece)
    if digest.hexdigest() != file.sha256:
        raise ValidationError(
            _("The file “%(name)s” is not what was received: it changed on disk.")
            % {"name": file.name}
        )
    return file.sha256


def _files_of(messages) -> list[tuple[str, StoredFile, int]]:
    """(path in the archive, row, key of the message) of every file that may be handed over."""
    found = Attachment.objects.filter(message__in=messages.values("pk"))
    served = [one for one in found.select_related("file").order_by("pk") if one.file.is_served]
    return [
        (f"files/{number:02}-{one.file.name}", one.file, one.message_id)
        for number, one in enumerate(served, start=1)
    ]


def _clock(line: standing.ClockLine) -> dict[str, object]:
    clock, row = line.clock, line.row
    return {
        "code": clock.code,
        "name": clock.name,
        "act": clock.act,
        "unit": clock.unit,
        "source": clock.source_url,
        "is_checked": clock.is_checked,
        "standing": row.standing if row else "",
        "due_at": _moment(line.due_at if line.applies else None),
        "done_at": _moment(row.done_at if row else None),
        "decided_by": str(row.decided_by or "") if row else "",
        "decided_at": _moment(row.decided_at if row else None),
        "word": str(line.word),
    }


def _timeline(package: IncidentPackage) -> list[dict[str, str]]:
    """What happened, without anybody's words: notes are no part of it."""
    entries = conversation.read(package.ticket, package.asked_by, for_staff=False).entries
    return [
        {"at": _moment(entry.at), "what": entry.text or _written(entry.message)}
        for entry in entries
        if entry.text or not entry.message.is_internal
    ]


def _written(message: Message) -> str:
    return _("message: %(author)s") % {"author": message.author_name}


def _message(message: Message, files: Sequence[tuple[str, StoredFile, int]]) -> dict[str, object]:
    return {
        "at": _moment(message.created_at),
        "author": message.author_name,
        "is_from_support_point": message.is_from_staff,
        "office": str(message.organisation or ""),
        "text": message.body,
        "files": [path for path, _file, key in files if key == message.pk],
    }


def _file(path: str, file: StoredFile) -> dict[str, object]:
    return {
        "path": path,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "content_type": file.content_type,
    }


def _moment(moment: datetime | None) -> str | None:
    """ISO 8601 with the offset of Polish time, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
