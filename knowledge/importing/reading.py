"""Which reader for which input."""

from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from knowledge.importing.document import read_markdown, read_word
from knowledge.importing.folder import read_folder
from knowledge.importing.recognised import NumberMissing, RecognisedStandard, UnreadableStandard

READERS = {".docx": read_word, ".md": read_markdown, ".markdown": read_markdown}


def read_standard(path: Path, **known: str) -> RecognisedStandard:
    """What stands in `path`, a folder or a file; `known` fields (slug, name, number, language) win.

    Raises UnreadableStandard where it is neither, or no version number is known.
    """
    if path.is_dir():
        found = read_folder(path)
    elif path.is_file() and (reader := READERS.get(path.suffix.lower())):
        found = reader(path)
    else:
        message = _("Give a folder of Markdown files, a Markdown file or a Word document (.docx).")
        raise UnreadableStandard(message)
    found = replace(found, **{name: value for name, value in known.items() if value})
    if not found.number:
        raise NumberMissing(_("It does not say which version it is; give its number."))
    return found
