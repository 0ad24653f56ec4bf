"""Before you buy: what the text of a tender specification should know of. Nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation import confined
from foundation.files.reading import BROKEN, REASONS, TOO_LARGE, TOO_SLOW
from foundation.files.text import DOCX, ODT, PDF, Unreadable, read_text
from knowledge.models import RequirementText
from projects_archive.similar import Alike, alike
from projects_archive.telling_words import telling_words

SECONDS = 10  # of the processor, for one file
READABLE = (PDF, DOCX, ODT, "text/plain")
MOST_PROJECTS, MOST_REQUIREMENTS = 10, 15
# A requirement is named where most of the words of its title stand in the specification.
LEAST_SHARE, LEAST_WORDS = 0.6, 2


@dataclass(frozen=True)
class Cited:
    """A requirement that the specification should cite, and the words that say so."""

    text: RequirementText
    words: Sequence[str]


@dataclass(frozen=True)
class Findings:
    """What was found for a specification of `words` telling words."""

    words: int
    projects: Sequence[Alike]
    requirements: Sequence[Cited]


def look_through(text: str, *, user, on: date) -> Findings:
    """Similar projects, and requirements in force that the text touches."""
    words = telling_words(text)
    return Findings(
        words=len(set(words.values())),
        projects=alike(words, most=MOST_PROJECTS),
        requirements=_requirements(words, user, on),
    )


def _requirements(words: Mapping[str, str], user, on: date) -> Sequence[Cited]:
    texts = RequirementText.objects.visible_to(user).in_force(on).with_version()
    found = []
    for one in texts:
        title = telling_words(one.title_pl or one.title_en)
        met = {title[term] for term in title if term in words}
        if len(met) >= LEAST_WORDS and len(met) >= LEAST_SHARE * len(set(title.values())):
            shared = sorted({words[term] for term in title if term in words})
            found.append((len(met), Cited(one, shared)))
    found.sort(key=lambda pair: (-pair[0], pair[1].text.version_id, pair[1].text.position))
    return [cited for _count, cited in found[:MOST_REQUIREMENTS]]


def text_of_file(content: bytes, content_type: str) -> str:
    """The text of an uploaded specification, read where it can be stopped.

    Raises ValidationError with a message for the form where it cannot be read.
    """
    if content_type not in READABLE:
        raise ValidationError(_("Text is read from PDF, DOCX, ODT and TXT files."))
    try:
        read = confined.run(read_text, content, content_type, seconds=SECONDS)
    except confined.Stopped as error:
        raise ValidationError(REASONS[TOO_SLOW]) from error
    except confined.OutOfMemory as error:
        raise ValidationError(REASONS[TOO_LARGE]) from error
    except Unreadable as refusal:
        raise ValidationError(REASONS[str(refusal)]) from refusal
    except Exception as error:  # whatever a parser raises on a broken file
        raise ValidationError(REASONS[BROKEN]) from error
    text = "\n".join(read.pages)
    if not text.strip():
        raise ValidationError(_("There is no text in the file; it may be a scan."))
    return text
