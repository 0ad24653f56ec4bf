"""Headings as requirements: which is a chapter, which a requirement, and which a section of one."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.folding import fold
from knowledge.importing.headings import Heading
from knowledge.importing.recognised import LeftOut, RecognisedRequirement, level_of

LONGEST_TITLE, LONGEST_CHAPTER, LONGEST_KEY = 250, 200, 80
NUMBERED = re.compile(r"^((?:[A-Z]{1,6}[-.]?)?\d{1,4}(?:\.\d{1,4}){0,4})[.)]?\s+(\S.*)$")

SECTIONS: Mapping[str, Sequence[str]] = {
    "text": ("requirements", "requirement", "wymagania", "wymaganie", "treść"),
    "how_to_check": (
        "how to test", "how to check", "how to check it", "jak sprawdzić", "jak to sprawdzić",
    ),
    "evidence": ("evidence", "evidence expected", "potwierdzenia", "oczekiwane potwierdzenia", "dowody"),
    "heads": ("managers", "management", "heads of offices", "kierownictwo", "kierownictwo urzędu"),
    "it": ("developers and designers", "developers", "it staff", "informatycy", "dla informatyków"),
    "staff": ("public policy makers", "policy makers", "officials", "pracownicy", "dla pracowników"),
    "background": (
        "further reading", "why this is important", "what this does not do", "background", "tło",
        "dlaczego to ważne", "więcej na ten temat",
    ),
}  # fmt: skip
FIELD_OF = {name: field for field, names in SECTIONS.items() for name in names}
KEEPS_HEADING = "background"  # where several sections come together, each keeps its heading


def recognise(
    headings: Sequence[Heading], source: str, *, is_titled: bool = False
) -> tuple[Sequence[RecognisedRequirement], Sequence[LeftOut]]:
    """Requirements of a document in which chapters and requirements are headings.

    A heading with deeper ones below is a chapter (a lone outermost one the title of the document, unless it
    `is_titled` elsewhere), else a requirement, unless it is the name of a section. What names no level is
    left out and said.
    """
    found: list[RecognisedRequirement] = []
    left_out: list[LeftOut] = []
    for chapter, heading, sections in _grouped(headings, is_titled):
        place = f"{source}: {heading.title}"
        code, title = _code_and_title(heading.title, len(found) + 1)
        one = requirement(
            place, key=key_of(title), code=code, title=title, heading=heading, sections=sections,
            chapter=chapter,
        )  # fmt: skip
        if one.level:
            found.append(one)
        else:
            left_out.append(LeftOut(place, no_level()))
    return found, left_out


def requirement(
    source: str, *, heading: Heading, sections: Sequence[Heading], title: str, **fields
) -> RecognisedRequirement:
    """One heading with its sections; its level is empty where the text names none."""
    words: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for section in sections:
        field = section_field(section.title) or KEEPS_HEADING
        keeps = field == KEEPS_HEADING
        words[field].append(f"### {section.title}\n\n{section.body}" if keeps else section.body)
    if words["text"]:
        words["background"].insert(0, heading.body)
    else:
        words["text"] = [heading.body]
    texts = {name: "\n\n".join(filter(None, parts)).strip() for name, parts in words.items()}
    level = level_of(texts["text"])
    return RecognisedRequirement(
        source, level=level, title=title[:LONGEST_TITLE], **fields, **texts
    )


def section_field(title: str) -> str:
    """The field that a heading such as „Managers: what you need to do” names, else nothing."""
    return FIELD_OF.get(title.partition(":")[0].strip().casefold(), "")


def key_of(title: str) -> str:
    return slugify(fold(title))[:LONGEST_KEY].strip("-")


def no_level() -> str:
    return _("It says neither must nor should nor may.")


def _code_and_title(title: str, place: int) -> tuple[str, str]:
    match = NUMBERED.match(title)
    return (match[1], match[2]) if match else (str(place), title)


def _grouped(
    headings: Sequence[Heading], is_titled: bool
) -> Iterator[tuple[str, Heading, Sequence[Heading]]]:
    """(chapter, requirement, its sections) in their order."""
    follows = [*headings[1:], None]
    kept = [
        (one, bool(section_field(one.title)) and not (after and after.depth > one.depth))
        for one, after in zip(headings, follows, strict=True)
    ]
    chapter = ""
    open_one: tuple[str, Heading, list[Heading]] | None = None
    outermost = min((one.depth for one, is_section in kept if not is_section), default=1)
    alone = (
        not is_titled
        and sum(one.depth == outermost for one, is_section in kept if not is_section) == 1
    )
    for place, (one, is_section) in enumerate(kept):
        if is_section:
            if open_one:
                open_one[2].append(one)
            continue
        if open_one:
            yield open_one
        open_one = None
        after = next((other for other, is_other in kept[place + 1 :] if not is_other), None)
        if after and after.depth > one.depth:
            chapter = "" if alone and one.depth == outermost else one.title[:LONGEST_CHAPTER]
        else:
            open_one = (chapter, one, [])
    if open_one:
        yield open_one
