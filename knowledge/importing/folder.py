"""A standard as a folder of Markdown files, one requirement each, as the Standard for Public Code is kept."""

import re
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from knowledge.importing.headings import front_matter, split_markdown
from knowledge.importing.recognised import (
    LeftOut,
    RecognisedRequirement,
    RecognisedStandard,
    UnreadableStandard,
    language_of,
)
from knowledge.importing.sections import LONGEST_KEY, key_of, no_level, requirement

CRITERIA = "criteria"
NO_REQUIREMENTS = {"index", "readme", "changelog", "contributing", "license", "glossary"}
VERSION = re.compile(r"^v?(\d+(?:\.\d+){1,3})\Z")
IN_CHANGELOG = re.compile(r"(?:version|wersja)\s+v?(\d+(?:\.\d+){1,3})", re.IGNORECASE)
NAME = re.compile(r"^name:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)
LARGEST_FILE = 1_000_000  # bytes
MOST_FILES = 500


def read_folder(path: Path) -> RecognisedStandard:
    """The version in `path`, which holds `criteria/*.md` or the files themselves.

    Raises UnreadableStandard where nothing in it is a requirement.
    """
    base = path.parent if path.name == CRITERIA else path
    folder = base / CRITERIA if (base / CRITERIA).is_dir() else path
    files = [one for one in sorted(folder.glob("*.md")) if one.stem.lower() not in NO_REQUIREMENTS]
    if len(files) > MOST_FILES:
        raise UnreadableStandard(_("There are too many files in this folder."))
    read = [_read_file(file) for file in files]
    found = sorted((one for one in read if isinstance(one, tuple)), key=lambda one: one[0])
    if not found:
        raise UnreadableStandard(_("No file in this folder says must, should or may."))
    requirements = [one for _place, one in found]
    number, change_note = _newest_version(base)
    return RecognisedStandard(
        slug=key_of(_home(base).name.replace("_", "-"))[:50],
        name=_name(base),
        number=number,
        language=language_of([one.text for one in requirements]),
        change_note=change_note,
        requirements=requirements,
        left_out=[one for one in read if isinstance(one, LeftOut)],
    )


def read_text(path: Path) -> str:
    """A file as text; raises UnreadableStandard where it is too large or no UTF-8."""
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableStandard(_("%(file)s is too large.") % {"file": path.name})
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("%(file)s is not written in UTF-8.") % {"file": path.name}
        raise UnreadableStandard(message) from error


def _read_file(path: Path) -> tuple[tuple[int, str], RecognisedRequirement] | LeftOut:
    """A requirement with its place in the order, or why the file is none."""
    fields, text = front_matter(read_text(path))
    headings = split_markdown(text)
    if not headings:
        return LeftOut(path.name, _("It has no heading."))
    order = next(iter(fields.get("order", ())), "")
    one = requirement(
        path.name,
        heading=headings[0],
        sections=headings[1:],
        title=headings[0].title,
        key=path.stem[:LONGEST_KEY],
        former_keys=[name.rsplit("/", 1)[-1] for name in fields.get("redirect_from", ())],
        code=order if order.isdigit() else path.stem[:30],
    )
    place = (int(order) if order.isdigit() and len(order) < 6 else MOST_FILES, path.name)
    return (place, one) if one.level else LeftOut(path.name, no_level())


def _newest_version(base: Path) -> tuple[str, str]:
    """The number and the note of the newest version in the changelog; the folder's name may say the number."""
    changelog = base / "CHANGELOG.md"
    headings: Sequence = split_markdown(read_text(changelog)) if changelog.is_file() else ()
    for heading in headings:
        if match := IN_CHANGELOG.search(heading.title):
            return match[1], heading.body
    match = VERSION.match(base.resolve().name)
    return (match[1] if match else ""), ""


def _home(base: Path) -> Path:
    """The folder that belongs to the standard as a whole, above those of its versions."""
    return next(
        (
            one
            for one in (base.resolve(), *base.resolve().parents)
            if not VERSION.match(one.name) and one.name not in ("versions", "wersje")
        ),
        base,
    )


def _name(base: Path) -> str:
    about = _home(base) / "publiccode.yml"
    match = NAME.search(read_text(about)) if about.is_file() else None
    return match[1] if match else _home(base).name.replace("-", " ")
