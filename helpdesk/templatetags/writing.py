"""What a form shown again still holds: files that wait, sources cited."""

from collections.abc import Sequence

from django import forms, template

from foundation.accounts.models import User
from helpdesk.actions.uploads import uploads_of
from helpdesk.models import Upload
from knowledge.law import citing
from knowledge.law.citing import Source

register = template.Library()


@register.simple_tag
def waiting_uploads(form: forms.Form, user: User) -> Sequence[Upload]:
    """Files that the writer added before; foreign ones are left out."""
    ids = form.data.getlist("uploads") if form.is_bound else form.initial.get("uploads")
    known = [one for one in ids or [] if one]
    if not known or "uploads" in form.errors:
        return []
    return uploads_of(known, by=user)


@register.simple_tag
def cited_sources(form: forms.Form, user: User) -> Sequence[Source]:
    """Sources that the form names and that may still be cited."""
    references = form.data.getlist("citations") if form.is_bound else form.initial.get("citations")
    return citing.take(references or [], user=user)
