"""Documents of the invented projects: two that everybody reads, one that waits for its check."""

from datetime import timedelta
from io import BytesIO

import typst
from django.utils import timezone

from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from foundation.files.reading import read_texts as take_texts_out
from projects_archive.actions.documents import add_document, release_version
from projects_archive.models import Project


def write_documents(*, by: User) -> None:
    """Add the documents of `project_documents.toml`, with their text read, unless they are there."""
    for entry in read_texts("project_documents")["documents"]:
        project = Project.objects.get(title_pl=entry["project"])
        if project.documents.filter(title=entry["title"]).exists():
            continue
        version = add_document(
            project,
            by=by,
            kind=entry["kind"],
            title=entry["title"],
            licence=entry["licence"],
            content=BytesIO(_pdf(entry["title"], entry["pages"])),
            name=entry["file"],
        )
        if entry["is_released"]:
            release_version(version, by=by, is_checked=True)
    take_texts_out(at=timezone.now() + timedelta(seconds=1), limit=20)


def _pdf(title: str, pages: list[str]) -> bytes:
    """A small PDF of its own; of the typesetter's marks the texts hold only the sign of an address."""
    head = f'#set document(title: "{title}")\n#set text(lang: "pl")\n= {title}\n'
    text = "\n#pagebreak()\n".join(pages).replace("@", "\\@")
    return typst.compile((head + text).encode())
