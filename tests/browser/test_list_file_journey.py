"""A long list becomes a file in the background: its progress is seen, then it is fetched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import BOTH
from tests.browser.product import Product
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ROWS = 6500  # four batches of the worker: long enough to be seen on its way
MANY = """
from django.utils import timezone
from helpdesk.models import Queue, Status, Ticket
now, queue = timezone.now(), Queue.objects.get(slug="architektura")
done = {{"status": Status.CLOSED, "opened_at": now, "changed_at": now, "resolved_at": now}}
tickets = [
    Ticket(reference=f"{word}-{{number:06d}}", subject="{word}", queue=queue, **done)
    for number in range({rows})
]
Ticket.objects.bulk_create(tickets, batch_size=500)
"""
NO_MORE = """
from helpdesk.models import Ticket
Ticket.objects.filter(subject="{word}").delete()
"""


@pytest.mark.parametrize(("language", "width"), BOTH)
def test_a_long_list_becomes_a_file(
    visit: Callable[..., Visitor], product: Product, language: str, width: int
) -> None:
    word = f"DAWNE{language}{width}"
    product.run(MANY.format(word=word, rows=ROWS))
    joanna = visit(language, width)
    joanna.sign_in("joanna")
    joanna.go(f"helpdesk/desk/?view=done&q={word}")
    joanna.look("list-file-1-long-list")
    joanna.follow('a[href*="/exports/desk.csv"]')
    expect(joanna.page.locator("#exports progress")).to_be_visible()
    joanna.look("list-file-2-on-its-way")
    file = joanna.page.locator("#exports a[href*='/files/']").first
    expect(file).to_be_visible()  # by itself, without loading the page
    joanna.look("list-file-3-ready")
    with joanna.page.expect_download() as download:
        joanna.press("#exports a[href*='/files/']")
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert (len(lines), sum(word in line for line in lines)) == (ROWS + 1, ROWS)
    joanna.follow('#exports form[action$="/delete/"] button')
    expect(joanna.page.locator("#exports li")).to_have_count(0)
    joanna.look("list-file-4-deleted")
    product.run(NO_MORE.format(word=word))
