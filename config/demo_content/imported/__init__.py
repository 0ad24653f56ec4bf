"""A standard taken from a Markdown document: a draft that editors find among the versions of standards."""

from pathlib import Path

from foundation.accounts.models import User
from knowledge.actions.importing import import_standard
from knowledge.importing.reading import read_standard
from knowledge.models import Standard

FOLDER = Path(__file__).parent


def write_imported(*, by: User) -> None:
    """Import what is missing."""
    for path in sorted(FOLDER.glob("*.md")):
        if not Standard.objects.filter(slug=path.stem).exists():
            import_standard(read_standard(path, slug=path.stem), by=by)
