"""The way back from a page in the Wagtail admin to the ticket it was made from."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from foundation.accounts.models import User
from helpdesk.models import GuidanceDraft


def header_buttons(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """A button to the ticket, for those who answer it."""
    for draft in (
        GuidanceDraft.objects.visible_to(user).filter(page=page.pk).select_related("ticket")
    ):
        reference = draft.ticket.reference
        url = reverse("helpdesk:desk_ticket", args=[reference])
        yield Button(reference, url, icon_name="mail", priority=90)
