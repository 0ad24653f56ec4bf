"""A page that moves or gets another address is still found at the old one."""

import pytest
from django.test import Client

from knowledge.models import GuidanceIndexPage
from tests.knowledge.factories import make_guidance, make_index

pytestmark = pytest.mark.django_db


def test_the_old_address_leads_to_the_new_one(
    client: Client, django_capture_on_commit_callbacks
) -> None:
    page = make_guidance(title="Kopie zapasowe")
    before = page.url
    page.slug = "kopie"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    answer = client.get(before)

    assert (answer.status_code, answer["Location"]) == (301, "/pl/poradniki/kopie/")


def test_a_page_moved_elsewhere_is_found_from_where_it_was(client: Client) -> None:
    index = make_index()
    page = make_guidance(index, title="Kopie zapasowe")
    other = GuidanceIndexPage(title="Archiwum", slug="archiwum")
    index.get_parent().add_child(instance=other)
    before = page.url
    page.move(other, pos="last-child")

    answer = client.get(before)

    assert (answer.status_code, answer["Location"]) == (301, f"/pl/archiwum/{page.slug}/")
