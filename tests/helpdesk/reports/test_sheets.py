"""A table of the dashboard as a file: all groups as the page is narrowed, nothing restricted."""

import csv
from io import BytesIO, StringIO

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from helpdesk.reports.dashboard import MOST_ROWS
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket


def table(client: Client, code: str, **narrowed: object) -> list[list[str]]:
    page = client.get(reverse("helpdesk:dashboard_table", args=[code, "csv"]), narrowed)
    text = b"".join(page.streaming_content) if page.streaming else page.content
    return list(csv.reader(StringIO(text.decode("utf-8-sig")), delimiter=";"))


def test_the_file_holds_every_group_as_the_page_is_narrowed(cast: Cast, client: Client) -> None:
    """Seen failing with the rows of the page, and with all tickets instead of those asked for."""
    queue = make_desk(cast)
    for place in (queue, *(make_queue() for _ in range(MOST_ROWS))):
        make_ticket(cast.requester, cast.office, queue=place)
    make_ticket(cast.requester, cast.office, queue=queue, kind="fault")
    make_ticket(cast.requester, cast.office, queue=queue, kind="incident")
    client.force_login(cast.supervisor)

    everything, faults = table(client, "queue"), table(client, "queue", kind="fault")

    counts = [row[1] for row in everything[1:]]
    assert (everything[1][0], counts) == (str(queue), ["2", *["1"] * MOST_ROWS])
    assert [row[:2] for row in faults[1:]] == [[str(queue), "1"]]
    assert everything[0][3] == "Pierwsza odpowiedź, 90. percentyl (minuty pracy)"


def test_figures_stay_numbers_and_names_text_in_a_sheet(cast: Cast, client: Client) -> None:
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.supervisor)

    page = client.get(reverse("helpdesk:dashboard_table", args=["kind", "xlsx"]))

    sheet = load_workbook(BytesIO(page.getvalue())).active
    assert [cell.value for cell in sheet[2]][:3] == ["pytanie", 1, None]


def test_what_is_no_table_is_not_there(cast: Cast, client: Client) -> None:
    client.force_login(cast.supervisor)

    for code, file_format in (("author", "csv"), ("queue", "pdf")):
        address = reverse("helpdesk:dashboard_table", args=[code, file_format])
        assert client.get(address).status_code == 404
