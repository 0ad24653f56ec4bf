"""What Outlook packed into `winmail.dat` (TNEF, [MS-OXTNEF]): its files and its words.

Damaged input gives what could be read up to the damage, in one pass over the bytes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpdesk.mail.charsets import decode

SIGNATURE = 0x223E9F78
MOST_ATTRIBUTES = 2_000
# Attributes of the stream (2.1.2) …
NEW_FILE, FILE_DATA, FILE_TITLE, FILE_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
BODY, MESSAGE_PROPERTIES, CODE_PAGE = 0x800C, 0x9003, 0x9007
# … and MAPI properties inside them ([MS-OXPROPS]).
NAME, LONG_NAME, DATA = 0x3704, 0x3707, 0x3701
PLAIN, HTML = 0x1000, 0x1013

FIXED = {2: 4, 0x0B: 4, 3: 4, 4: 4, 0x0A: 4, 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16, 1: 0}
OBJECT, UNICODE, SEVERAL = 0x0D, 0x1F, 0x1000
NAMED = 0x8000
IID = 16  # bytes before the content of an object


@dataclass
class PackedFile:
    name: str = ""
    content: bytes = b""


@dataclass
class Packed:
    """What was in the packet."""

    files: list[PackedFile] = field(default_factory=list)
    text: str = ""
    html: bytes = b""


class Damaged(Exception):
    """The bytes end or mean nothing here; what was read before counts."""


def unpack(content: bytes) -> Packed:
    """Read a TNEF stream; of something else nothing comes out."""
    packed, charset = Packed(), ""
    try:
        for number, value in _attributes(content):
            if number == CODE_PAGE:
                charset = f"cp{struct.unpack_from('<I', value)[0]}"
            elif number == NEW_FILE:
                packed.files.append(PackedFile())
            else:
                _read(packed, number, value, charset)
    except (Damaged, struct.error):
        pass
    packed.files = [file for file in packed.files if file.content or file.name]
    return packed


def _read(packed: Packed, number: int, value: bytes, charset: str) -> None:
    file = packed.files[-1] if packed.files else None
    if number == BODY:
        packed.text = packed.text or _words(value, charset)
    elif number == MESSAGE_PROPERTIES:
        _read_message(packed, value, charset)
    elif number == FILE_DATA:
        if file is None or file.content:  # nothing announced this one
            file = PackedFile()
            packed.files.append(file)
        file.content = value
    elif file is None:
        return
    elif number == FILE_TITLE:
        file.name = file.name or _words(value, charset)
    elif number == FILE_PROPERTIES:
        _read_file(file, value, charset)


def _read_message(packed: Packed, value: bytes, charset: str) -> None:
    for number, kind, content in _properties(value):
        if number == PLAIN:
            packed.text = _string(kind, content, charset) or packed.text
        elif number == HTML:
            packed.html = content


def _read_file(file: PackedFile, value: bytes, charset: str) -> None:
    for number, kind, content in _properties(value):
        if number == LONG_NAME or (number == NAME and not file.name):
            file.name = _string(kind, content, charset) or file.name
        elif number == DATA and not file.content:
            file.content = content[IID:] if kind == OBJECT else content


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and value of each attribute of the stream (2.1.3.3)."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != SIGNATURE:
        return
    position = 6
    for _number in range(MOST_ATTRIBUTES):
        if position + 9 > len(content):
            return
        _level, number, _type, length = struct.unpack_from("<BHHI", content, position)
        yield number, content[position + 9 : position + 9 + length]
        position += 9 + length + 2  # a checksum ends it


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, type and first value of each property in a list (2.1.3.4)."""
    (count,) = struct.unpack_from("<I", value)
    position = 4
    for _number in range(min(count, MOST_ATTRIBUTES)):
        kind, number = struct.unpack_from("<HH", value, position)
        position += 4
        if number >= NAMED:
            position = _after_name(value, position)
        content, position = _content(value, position, kind)
        yield number, kind & ~SEVERAL, content


def _after_name(value: bytes, position: int) -> int:
    """Where a property's own name ends: a GUID and a number or a text."""
    (is_text,) = struct.unpack_from("<I", value, position + 16)
    if not is_text:
        return position + 24
    (length,) = struct.unpack_from("<I", value, position + 20)
    return position + 24 + _padded(length)


def _content(value: bytes, position: int, kind: int) -> tuple[bytes, int]:
    """The first value of a property and where the last one ends."""
    size = FIXED.get(kind & ~SEVERAL)
    count = 1
    if size is None or kind & SEVERAL:
        (count,) = struct.unpack_from("<I", value, position)
        position += 4
    first = b""
    for number in range(count):
        if position > len(value) or number > MOST_ATTRIBUTES:
            raise Damaged
        length = size
        if length is None:
            (length,) = struct.unpack_from("<I", value, position)
            position += 4
        first = first or value[position : position + length]
        position += _padded(length)
    return first, position


def _padded(length: int) -> int:
    return (length + 3) & ~3


def _string(kind: int, content: bytes, charset: str) -> str:
    if kind == UNICODE:
        return content.decode("utf-16-le", "replace").partition("\0")[0].strip()
    return _words(content, charset)


def _words(content: bytes, charset: str) -> str:
    return decode(content.partition(b"\0")[0], charset).text.strip()
