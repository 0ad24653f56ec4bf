"""Citations that belong to a message, written together with it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from helpdesk import citations
from helpdesk.models import Message
from knowledge.law import citing

MOST_CITATIONS = 10


def cite(message: Message, references: Sequence[str], *, by: User, at: datetime) -> None:
    """Tie the sources named by `references` (`requirement:12`) to `message`, as they stand now.

    Raises PermissionDenied for anybody but staff, ValidationError for what is not published, or no more.
    """
    references = list(dict.fromkeys(references))
    if not references:
        return
    if not message.is_from_staff:
        raise PermissionDenied
    if len(references) > MOST_CITATIONS:
        raise ValidationError(_("Cite at most %(count)d sources.") % {"count": MOST_CITATIONS})
    sources = citing.take(references, user=by)
    if len(sources) != len(references):
        raise ValidationError(_("One of the sources cited is not published any more. Remove it."))
    for source in sources:
        citation = citations.written(source)
        citation.message, citation.cited_at = message, at
        citation.full_clean()
        citation.save()
