"""What the requester is told when the guidance made from their answer changed."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.posted import key_in
from helpdesk.models import Citation, GuidanceDraft, Ticket


def asked_letter(request: HttpRequest, ticket: Ticket) -> Mapping[str, object]:
    """First values of the reply that tells of the change which `?changed=` names, to be read and
    sent by the agent; nothing for any other key, or while nobody can read the page.
    """
    key = key_in(request.GET.get("changed", ""))
    if not key:
        return {}
    found = ticket.guidance_drafts.with_news().filter(pk=key, page__live=True)
    draft = found.exclude(changed_at=None).select_related("page").first()
    if draft is None:
        return {}
    reference = f"{Citation.Kind.GUIDANCE}:{draft.page_id}"
    return {"body": _words(draft, ticket), "citations": [reference]}


def _words(draft: GuidanceDraft, ticket: Ticket) -> str:
    """The letter in the language of the one who will read it."""
    with override(ticket.requester.language if ticket.requester else "pl"):
        changed = _("The guidance “%(title)s”, which was made from our answer to you, has changed.")
        what = (
            _("What changed: %(note)s") % {"note": draft.change_note} if draft.change_note else ""
        )
        lines = [
            changed % {"title": draft.page.title},
            what,
            _(
                "Please check whether what you arranged by it still holds; if in doubt, write to us here."
            ),
        ]
    return "\n\n".join(filter(None, lines))
