"""Terms written from plain data: demo content and imports."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from foundation.accounts.models import User
from knowledge.actions.content import raise_content_version
from knowledge.models import GlossaryTerm
from knowledge.permissions import may_publish


@transaction.atomic
def publish_term(*, by: User, slug: str, **fields: object) -> GlossaryTerm:
    """Write and publish a term; `fields` are the other fields of `GlossaryTerm`."""
    if not may_publish(by):
        raise PermissionDenied
    term = GlossaryTerm(slug=slug, live=False, **fields)
    term.full_clean()
    term.save()
    # Who may was asked above; in the admin the right of the group says the same.
    term.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    term.refresh_from_db()
    raise_content_version()
    return term
