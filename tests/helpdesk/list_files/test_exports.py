"""Lists as files: through the reading rule, small at once, large by the worker, killed or not."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from foundation.accounts.models import Membership
from foundation.files import table_writing as writing
from foundation.files.models import StoredFile
from foundation.files.sweeps import orphans
from helpdesk.actions import exports as actions
from helpdesk.actions.arranging import save_view
from helpdesk.actions.exports import ask_export, remove_expired
from helpdesk.models import Export, Ticket
from helpdesk.supervision_sweeps import write_exports
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.tickets import one_of_each
from tests.helpdesk.writing.factories import make_tag


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def exported(client: Client, source: str, **parameters: str) -> set[str]:
    """The numbers of the tickets in the CSV that `client` gets."""
    page = client.get(reverse("helpdesk:export", args=[source, "csv"]), parameters)
    if page.status_code == 404:
        return set()
    return {
        row[0]
        for row in cells(b"".join(page.streaming_content) if page.streaming else page.content)[1:]
    }


@pytest.mark.fault("B9")
def test_an_export_holds_what_its_list_shows(cast: Cast, client: Client) -> None:
    """Seen failing with `tickets_of` beginning with `Ticket.objects.all()`: an agent exports every
    queue.
    """
    one_of_each(cast)

    for role in Cast.ROLES[1:]:
        person = cast.person(role)
        client.force_login(person)
        served = Ticket.objects.served_by(person)
        visible = Ticket.objects.visible_to(person)
        office = visible.exclude(pk__in=served.values("pk"))
        own = visible.filter(requester=person)
        found = [
            exported(client, "desk", view="all"),
            exported(client, "own", scope="office"),
            exported(client, "own", scope="own"),
        ]
        numbers = [set(one.values_list("reference", flat=True)) for one in (served, office, own)]
        assert (role, *found) == (role, *numbers)


def test_an_export_keeps_the_tag_and_the_own_view_of_its_list(cast: Cast, client: Client) -> None:
    """Seen failing with `tickets_of` reading the built-in views only and leaving the tag out."""
    queue = make_desk(cast)
    tickets = [
        make_ticket(cast.requester, cast.office, queue=queue, subject=subject)
        for subject in ("Kopie zapasowe", "Poczta")
    ]
    make_tag(slug="pilne").tickets.add(tickets[1])
    save_view(cast.agent, name="Kopie", base="all", word="kopie")
    client.force_login(cast.agent)

    assert exported(client, "desk", view="own:Kopie") == {tickets[0].reference}
    assert exported(client, "desk", view="all", tag="pilne") == {tickets[1].reference}


@pytest.mark.fault("C7")
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_subject_is_never_a_formula(cast: Cast, client: Client, file_format: str) -> None:
    """Seen failing with the cells written as they are."""
    subject = '=HYPERLINK("https://zle.test";"kliknij")'
    make_ticket(cast.requester, cast.office, queue=make_desk(cast), subject=subject)
    client.force_login(cast.agent)

    page = client.get(reverse("helpdesk:export", args=["desk", file_format]), {"view": "all"})

    if file_format == "csv":
        assert cells(page.getvalue())[1][1] == f"'{subject}"
    else:
        cell = load_workbook(BytesIO(page.getvalue())).active["B2"]
        assert (cell.data_type == "f", cell.value) == (False, subject)


def ask(cast: Cast, number: int, monkeypatch, *, file_format: str = "csv") -> Export:
    """An export of `number` tickets, two in a batch."""
    monkeypatch.setattr(writing, "BATCH", 2)
    queue = make_desk(cast)
    for _number in range(number):
        make_ticket(cast.requester, cast.office, queue=queue)
    return ask_export(
        by=cast.agent, source="desk", parameters=QueryDict("view=all"), file_format=file_format
    )


def work(at=None) -> None:
    while write_exports(at=at or timezone.now()):
        pass


@pytest.mark.parametrize("number", [0, 1, 4, 5])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_long_list_becomes_a_private_file(
    cast: Cast, client: Client, monkeypatch, file_format: str, number: int
) -> None:
    export = ask(cast, number, monkeypatch, file_format=file_format)

    work()

    export.refresh_from_db()
    assert (export.state, export.done, export.total) == ("done", number, number)
    got = {}
    for role in ("agent", "other_agent", "supervisor", "administrator", "requester"):
        client.force_login(cast.person(role))
        page = client.get(reverse("files:download", args=[export.file.pk]))
        got[role] = page.status_code
        if role == "agent":
            content = b"".join(page.streaming_content)
    assert got == {"agent": 200} | dict.fromkeys(
        ("other_agent", "supervisor", "administrator", "requester"), 404
    )
    if file_format == "csv":
        assert len(cells(content)) == number + 1
    else:
        assert load_workbook(BytesIO(content)).active.max_row == number + 1
    assert not writing.path_of(export).exists()


@pytest.mark.parametrize("dies_at", [1, 2, 3])
def test_a_killed_worker_loses_and_doubles_nothing(cast: Cast, monkeypatch, dies_at: int) -> None:
    """Seen failing without the cut to `kept_bytes`: the rows of the batch that died stood twice."""
    export = ask(cast, 5, monkeypatch)
    keep, calls = writing._keep, []

    def dies(*args) -> None:
        keep(*args)
        calls.append(args)
        if len(calls) == dies_at:
            raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_keep", dies)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert write_exports(at=timezone.now()) == 0  # leased to the dead one
    work(at=timezone.now() + timedelta(minutes=10))

    export.refresh_from_db()
    with export.file.content.open("rb") as written:
        numbers = [row[0] for row in cells(written.read())[1:]]
    assert numbers == list(Ticket.objects.order_by("pk").values_list("reference", flat=True))


def test_a_worker_killed_while_making_the_file_makes_one(cast: Cast, monkeypatch) -> None:
    export = ask(cast, 3, monkeypatch)
    store, calls = writing.store_file, []

    def dies(*args, **fields):
        stored = store(*args, **fields)
        calls.append(stored)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return stored

    monkeypatch.setattr(writing, "store_file", dies)
    with pytest.raises(KeyboardInterrupt):
        work()
    work(at=timezone.now() + timedelta(minutes=10))

    export.refresh_from_db()
    assert (export.state, export.done, StoredFile.objects.count()) == ("done", 3, 1)
    assert list(orphans(older_than=timezone.now() - timedelta(hours=1))) == []


def test_a_right_that_ended_ends_the_rows(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)
    queue = make_desk(cast)
    for _number in range(5):
        make_ticket(cast.requester, cast.office, queue=queue)
    export = ask_export(by=cast.requester, source="own", parameters=QueryDict(), file_format="csv")
    write_exports(at=timezone.now())
    Membership.objects.filter(user=cast.requester).update(state="ended")

    work()

    export.refresh_from_db()
    assert (export.state, export.done) == ("done", 2)


def test_many_rows_are_not_sent_at_once(cast: Cast, client: Client, monkeypatch) -> None:
    monkeypatch.setattr("helpdesk.views.exports.MOST_AT_ONCE", 1)
    queue = make_desk(cast)
    for _number in range(2):
        make_ticket(cast.requester, cast.office, queue=queue)
    client.force_login(cast.agent)

    page = client.get(reverse("helpdesk:export", args=["desk", "xlsx"]), {"view": "all"})

    assert page.headers["Location"] == reverse("helpdesk:exports")
    export = Export.objects.get()
    assert (export.owner, export.parameters, export.total) == (cast.agent, "view=all", 2)
    assert "0 z 2 wierszy" in client.get(reverse("helpdesk:exports")).content.decode()


def test_what_expired_is_gone_with_its_bytes(cast: Cast, monkeypatch) -> None:
    export = ask(cast, 1, monkeypatch)
    work()
    export.refresh_from_db()
    path = export.file.content.path
    later = timezone.now() + actions.KEPT_FOR

    assert not Export.objects.visible_to(cast.agent, later).exists()
    remove_expired(at=later)

    assert (Export.objects.count(), StoredFile.objects.count()) == (0, 0)
    with pytest.raises(FileNotFoundError):
        open(path).close()


@pytest.mark.parametrize(("role", "page", "source"), [
    ("agent", "desk", "desk"), ("requester", "ticket_list", "own"),
])  # fmt: skip
def test_buttons_save_the_list_that_stands_above_them(
    cast: Cast, client: Client, role: str, page: str, source: str
) -> None:
    """No `download` on them: a long list leads to a page, which a browser would save as the file."""
    make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.person(role))

    text = client.get(reverse(f"helpdesk:{page}")).text

    for file_format in ("xlsx", "csv"):
        address = reverse("helpdesk:export", args=[source, file_format])
        (link,) = re.findall(rf'<a [^>]*href="({address}[^"]*)">', text)
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert "ponad 1000 zgłoszeń" in text.replace("\u00a0", " ")
