"""What a file is, by its content, and which kinds are taken."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.files.names import extension_of

SAMPLE = 8192  # bytes read to recognise a kind
OFFICE = "application/vnd.openxmlformats-officedocument"
ZIP, OLE = "application/zip", "application/x-ole-storage"

# Extension → its type and the kinds of content it may have; everything else is refused by name.
TAKEN: dict[str, tuple[str, frozenset[str]]] = {
    "pdf": ("application/pdf", frozenset({"application/pdf"})),
    "doc": ("application/msword", frozenset({OLE, "application/rtf"})),
    "xls": ("application/vnd.ms-excel", frozenset({OLE})),
    "ppt": ("application/vnd.ms-powerpoint", frozenset({OLE})),
    "msg": ("application/vnd.ms-outlook", frozenset({OLE})),
    "docx": (f"{OFFICE}.wordprocessingml.document", frozenset({ZIP})),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", frozenset({ZIP})),
    "pptx": (f"{OFFICE}.presentationml.presentation", frozenset({ZIP})),
    "odt": ("application/vnd.oasis.opendocument.text", frozenset({ZIP})),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", frozenset({ZIP})),
    "odp": ("application/vnd.oasis.opendocument.presentation", frozenset({ZIP})),
    "odg": ("application/vnd.oasis.opendocument.graphics", frozenset({ZIP})),
    "zip": (ZIP, frozenset({ZIP})),
    "7z": ("application/x-7z-compressed", frozenset({"application/x-7z-compressed"})),
    "gz": ("application/gzip", frozenset({"application/gzip"})),
    "rtf": ("application/rtf", frozenset({"application/rtf"})),
    "png": ("image/png", frozenset({"image/png"})),
    "jpg": ("image/jpeg", frozenset({"image/jpeg"})),
    "jpeg": ("image/jpeg", frozenset({"image/jpeg"})),
    "gif": ("image/gif", frozenset({"image/gif"})),
    "bmp": ("image/bmp", frozenset({"image/bmp"})),
    "webp": ("image/webp", frozenset({"image/webp"})),
    "tif": ("image/tiff", frozenset({"image/tiff"})),
    "tiff": ("image/tiff", frozenset({"image/tiff"})),
    "txt": ("text/plain", frozenset({"text/plain"})),
    "log": ("text/plain", frozenset({"text/plain"})),
    "md": ("text/markdown", frozenset({"text/plain"})),
    "csv": ("text/csv", frozenset({"text/plain"})),
    "json": ("application/json", frozenset({"text/plain"})),
    "jsonl": ("application/jsonl", frozenset({"text/plain"})),
    "xml": ("application/xml", frozenset({"text/plain"})),
    "yml": ("application/yaml", frozenset({"text/plain"})),
    "yaml": ("application/yaml", frozenset({"text/plain"})),
    "eml": ("message/rfc822", frozenset({"text/plain"})),
    "ics": ("text/calendar", frozenset({"text/plain"})),
    "dat": ("application/ms-tnef", frozenset({"application/ms-tnef"})),  # Outlook's winmail.dat
    "p7s": ("application/pkcs7-signature", frozenset({"text/plain", "application/octet-stream"})),
    "p7m": ("application/pkcs7-mime", frozenset({"text/plain", "application/octet-stream"})),
    "asc": ("application/pgp-signature", frozenset({"text/plain"})),
    "sig": ("application/pgp-signature", frozenset({"text/plain", "application/octet-stream"})),
    "xades": ("application/xml", frozenset({"text/plain"})),
}
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
# How content starts. Libraries guess further inside ZIP and OLE; there the extension decides.
STARTS: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLE,
    b"PK\x03\x04": ZIP,
    b"PK\x05\x06": ZIP,
    b"{\\rtf": "application/rtf",
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"7z\xbc\xaf\x27\x1c": "application/x-7z-compressed",
    b"\x1f\x8b": "application/gzip",
    b"\x78\x9f\x3e\x22": "application/ms-tnef",
}
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def is_program(sample: bytes) -> bool:
    """Whether the content starts like something that a system runs."""
    return sample.startswith(PROGRAMS) and b"\0" in sample


def kinds_of(sample: bytes) -> set[str]:
    """The media types that content starting with `sample` may have ("BM" is a picture and a word)."""
    kinds = {kind for start, kind in STARTS.items() if sample.lstrip().startswith(start)}
    if sample.startswith(b"RIFF") and sample[8:12] == b"WEBP":
        kinds.add("image/webp")
    if sample.startswith(BYTE_ORDER_MARKS) or b"\0" not in sample:
        kinds.add("text/plain")
    return kinds or {"application/octet-stream"}


def checked_type(name: str, sample: bytes) -> str:
    """The type to keep for a file called `name`; raises ValidationError where it is not taken."""
    extension = extension_of(name)
    if is_program(sample):
        raise ValidationError(_("The file “%(name)s” is a program. Programs are not accepted."),
                              params={"name": name})  # fmt: skip
    if extension not in TAKEN:
        raise ValidationError(
            _("Files of the kind “.%(extension)s” are not accepted (%(name)s)."),
            params={"extension": extension or "?", "name": name},
        )
    content_type, kinds = TAKEN[extension]
    if not kinds & kinds_of(sample):
        raise ValidationError(
            _("The content of “%(name)s” is not what its extension says."), params={"name": name}
        )
    return content_type
