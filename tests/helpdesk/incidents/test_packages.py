"""A hand-over package: asked for by right, made by the worker, complete, with nothing from elsewhere."""

import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from foundation.accounts.models import Membership
from foundation.files.actions import store_file
from helpdesk.actions import add_note, reply
from helpdesk.incidents.declaring import declare
from helpdesk.incidents.packages import MOST_A_DAY, ask, make_packages
from helpdesk.models import IncidentPackage, Ticket
from tests.cast import Cast
from tests.helpdesk.incidents.factories import make_incident, make_report

HOSTILE = (
    '#read("/etc/passwd") #image("http://127.0.0.1:1/x.png") #include "package.typ" '
    '#import "@preview/x:1.0.0" $x^2$ \\ <label> @ref *b* _i_ `c` // "'
)


def made(ticket: Ticket, by, messages=None) -> IncidentPackage:
    package = ask(ticket, by=by, messages=messages or list(ticket.messages.public()), language="pl")
    assert make_packages(at=timezone.now()) == 1
    package.refresh_from_db()
    return package


def read_pdf(package: IncidentPackage) -> PdfReader:
    with package.pdf.content.open("rb") as file:
        return PdfReader(BytesIO(file.read()))


def pdf_text(package: IncidentPackage) -> str:
    pages = read_pdf(package).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_package_holds_what_was_chosen_and_no_note(cast: Cast) -> None:
    ticket = make_incident(cast, files=[_file(cast.requester, "dziennik.txt", b"wpisy")])
    declare(ticket, by=cast.requester, standings={"rodo": "applies"}, detected_at=ticket.opened_at)
    reply(ticket, by=cast.agent, body="Proszę odłączyć serwer.")
    reply(ticket, by=cast.requester, body="Tego nie przekazujemy.")
    add_note(ticket, by=cast.agent, body="Tajna uwaga.")
    chosen = list(ticket.messages.public()[:2])

    package = made(ticket, cast.agent, chosen)

    with package.zip.content.open("rb") as file, zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        facts = json.loads(archive.read(f"{ticket.reference}.json"))
        sums = dict(
            reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines()
        )
        assert {name: hashlib.sha256(archive.read(name)).hexdigest() for name in sums} == sums
    assert names == [
        f"{ticket.reference}.json",
        f"{ticket.reference}.pdf",
        "files/01-dziennik.txt",
        "SHA256SUMS",
    ]
    assert [message["text"] for message in facts["messages"]] == [m.body for m in chosen]
    assert facts["messages"][0]["files"] == ["files/01-dziennik.txt"]
    assert facts["files"][0]["sha256"] == hashlib.sha256(b"wpisy").hexdigest()
    assert [c["standing"] for c in facts["legal_clocks"]] == ["", "", "", "applies"]
    everything = json.dumps(facts, ensure_ascii=False) + pdf_text(package)
    assert "Tajna uwaga" not in everything
    assert "Tego nie przekazujemy" not in everything
    assert "Proszę odłączyć serwer." in pdf_text(package)


def test_the_facts_keep_to_their_schema(cast: Cast) -> None:
    """Every property of the JSON is described, every required one is there, and the types fit."""
    package = made(
        make_incident(cast, files=[_file(cast.requester, "a.txt", b"a")]), cast.requester
    )
    schema = json.loads(
        Path(settings.BASE_DIR, "docs/incident-package.schema.json").read_text(encoding="utf-8")
    )
    with package.zip.content.open("rb") as file, zipfile.ZipFile(file) as archive:
        facts = json.loads(archive.read(archive.namelist()[0]))

    _check(facts, schema, schema, "package")


def _check(value: object, schema: dict, root: dict, where: str) -> None:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "null": type(None),
    }
    assert isinstance(value, tuple(types[kind] for kind in kinds)), where
    if isinstance(value, dict):
        assert set(value) == set(schema["properties"]) == set(schema["required"]), where
        for name, part in value.items():
            _check(part, schema["properties"][name], root, f"{where}.{name}")
    if isinstance(value, list):
        for part in value:
            _check(part, schema["items"], root, f"{where}[]")


@pytest.mark.fault("C6")
def test_words_of_strangers_are_text_and_nothing_else(cast: Cast) -> None:
    """Seen failing with `eval(facts.subject, mode: "markup")` in the template: typst then runs it."""
    ticket, _secret = make_report(
        body=HOSTILE,
        reporter={"reporter_name": HOSTILE[:190], "stated_office": '#sys.inputs #read("x")'},
        files=[_file(None, '#read("passwd") $x$.txt', b"tekst")],
    )
    package = ask(ticket, by=cast.supervisor, messages=list(ticket.messages.all()), language="pl")
    make_packages(at=timezone.now())
    package.refresh_from_db()

    text = pdf_text(package)
    assert package.state == "done"
    assert '#read("/etc/passwd")' in text
    assert '#image("http://127.0.0.1:1/x.png")' in text
    assert "root:" not in text
    assert '#sys.inputs #read("x")' in text


def test_the_pdf_is_tagged_and_says_its_language(cast: Cast) -> None:
    package = made(make_incident(cast), cast.requester)

    root = read_pdf(package).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pl"
    assert b"pdfuaid" in root["/Metadata"].get_data()


@pytest.mark.fault("B11")
def test_a_note_cannot_be_chosen(cast: Cast, client: Client) -> None:
    """Seen failing with `ask` not looking at `is_internal`."""
    ticket = make_incident(cast)
    note = add_note(ticket, by=cast.agent, body="Tajna uwaga.")
    client.force_login(cast.agent)

    answer = client.post(
        reverse("helpdesk:incident_package", args=[ticket.reference]), {"messages": [note.pk]}
    )

    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        ask(ticket, by=cast.agent, messages=[note], language="pl")
    assert not IncidentPackage.objects.exists()


@pytest.mark.fault("B1")
def test_messages_of_another_ticket_cannot_be_chosen(cast: Cast) -> None:
    """Seen failing with `ask` not looking at `m.ticket_id != ticket.pk`."""
    ticket, other = make_incident(cast), make_incident(cast)

    with pytest.raises(PermissionDenied):
        ask(ticket, by=cast.agent, messages=list(other.messages.all()), language="pl")


def status(client: Client, url: str) -> int:
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_files_are_for_those_who_may_read_the_ticket(cast: Cast, client: Client) -> None:
    package = made(make_incident(cast, is_restricted=False), cast.agent)

    got = {}
    for role in Cast.ROLES[1:]:
        client.force_login(cast.person(role))
        got[role] = [status(client, url) for url in (package.pdf_url, package.zip_url)]
    may = ("requester", "agent", "supervisor", "administrator")
    assert got == {role: [200, 200] if role in may else [404, 404] for role in Cast.ROLES[1:]}


def test_a_lost_right_stops_the_making(cast: Cast) -> None:
    ticket = make_incident(cast)
    package = ask(ticket, by=cast.requester, messages=list(ticket.messages.all()), language="pl")
    Membership.objects.filter(user=cast.requester).update(state=Membership.State.ENDED)

    make_packages(at=timezone.now())

    package.refresh_from_db()
    assert (package.state, package.pdf) == ("parked", None)


def test_a_file_that_changed_on_disk_is_not_handed_over(cast: Cast) -> None:
    file = _file(cast.requester, "a.txt", b"abc")
    ticket = make_incident(cast, files=[file])
    Path(file.content.path).write_bytes(b"xyz")
    package = ask(ticket, by=cast.requester, messages=list(ticket.messages.all()), language="pl")

    make_packages(at=timezone.now())

    package.refresh_from_db()
    assert (package.state, package.zip) == ("due", None)
    assert "a.txt" in package.reason


def _file(by, name: str, content: bytes):
    return store_file(BytesIO(content), name=name, by=by)


@pytest.mark.fault("D6")
def test_packages_are_made_one_after_the_other(cast: Cast, client: Client) -> None:
    """Seen failing without `_refuse_flood`: a button pressed a hundred times was a hundred packages."""
    ticket = make_incident(cast)
    client.force_login(cast.requester)
    address = reverse("helpdesk:incident_package", args=[ticket.reference])
    chosen = {"messages": [ticket.messages.get().pk]}

    for _ in range(2):
        assert client.post(address, chosen).status_code == 302
    assert IncidentPackage.objects.count() == 1
    IncidentPackage.objects.update(state="done")
    for _ in range(MOST_A_DAY):
        client.post(address, chosen)
        IncidentPackage.objects.update(state="done")

    assert IncidentPackage.objects.count() == MOST_A_DAY
