"""Acts taken from their ELI address: a proposal by a real server over TLS, confirmed by a person."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from foundation.accounts.roles import Role
from knowledge.actions.acts import record_act
from knowledge.law import eli
from knowledge.law.eli import ActNotRead, read_act
from knowledge.models import LegalAct
from tests.cast import Cast
from tests.foundation.tls_server import HOST, Server, tls_server
from tests.knowledge.factories import make_act, make_editor

SERVICE = f"https://{HOST}/eli/acts/"
ADDRESS = "/cms/knowledge/act/"
KRI = {
    "ELI": "DU/2024/773",
    "title": "Rozporządzenie Rady Ministrów\n z dnia 21 maja 2024 r.",
    "entryIntoForce": "2024-05-23",
    "announcementDate": "2024-05-22",
    "displayAddress": "Dz.U. 2024 poz. 773",
    "status": "obowiązujący",
    "references": {"Akty zmienione": [{"id": "DU/2005/565"}]},
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with tls_server(tmp_path) as running:
        yield running


@pytest.fixture
def asked(server: Server, client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An editor whose product asks the server of this test."""
    monkeypatch.setattr(eli, "SERVICE", SERVICE)
    monkeypatch.setattr(eli, "fetch", server.fetcher().fetch)
    client.force_login(make_editor(Role.EDITOR))
    return client


def gives(server: Server, **fields: object) -> None:
    content = json.dumps(KRI | fields).encode()
    server.gives("/eli/acts/DU/2024/773", content)


def test_the_service_is_read_into_title_and_dates(server: Server) -> None:
    gives(server, repealDate="2030-01-01")

    facts = read_act("DU/2024/773", fetch=server.fetcher().fetch, service=SERVICE)

    assert facts.title == "Rozporządzenie Rady Ministrów z dnia 21 maja 2024 r."
    assert (facts.in_force_from, facts.in_force_to) == (date(2024, 5, 23), date(2030, 1, 1))
    assert (facts.citation, facts.status) == ("Dz.U. 2024 poz. 773", "obowiązujący")


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"[]", b"{}", b'{"ELI": "DU/2024/1", "title": "x"}', b"[" * 200_000],
)
def test_what_is_not_the_act_asked_for_is_refused(server: Server, content: bytes) -> None:
    server.gives("/eli/acts/DU/2024/773", content)

    with pytest.raises(ActNotRead, match="nie zwróciła danych"):
        read_act("DU/2024/773", fetch=server.fetcher().fetch, service=SERVICE)


def test_a_day_that_is_none_stays_empty(server: Server) -> None:
    gives(server, entryIntoForce="wkrótce", repealDate=12)

    facts = read_act("DU/2024/773", fetch=server.fetcher().fetch, service=SERVICE)

    assert (facts.in_force_from, facts.in_force_to) == (None, None)


@pytest.mark.fault("E1")
def test_the_service_is_asked_on_the_public_internet_only(server: Server) -> None:
    """Seen failing with a client that connects to whatever the name resolves to."""
    gives(server)
    here = {"resolve": lambda host: ["127.0.0.1"], "port": server.port, "context": server.context}
    client = replace(eli.fetch.__self__, **here)

    with pytest.raises(ActNotRead, match="w publicznym internecie"):
        read_act("DU/2024/773", fetch=client.fetch, service=SERVICE)
    assert server.asked == []


def test_a_person_confirms_what_the_service_proposes(server: Server, asked: Client) -> None:
    gives(server)

    proposal = asked.post(ADDRESS, {"eli": "DU/2024/773"})
    assert "Rozporządzenie Rady Ministrów z dnia 21 maja 2024 r." in proposal.text
    assert not LegalAct.objects.exists()

    words = {
        "eli": "DU/2024/773",
        "title": "Rozporządzenie",
        "short_name": "KRI",
        "in_force_to": "",
    }
    answer = asked.post(ADDRESS, {**words, "in_force_from": "2024-05-23", "is_compared": "on"})

    act = LegalAct.objects.get()
    assert answer.url == act.get_absolute_url()
    assert (act.title, act.in_force_from, act.checked_on) == (
        "Rozporządzenie",
        date(2024, 5, 23),
        timezone.localdate(),
    )


def test_an_error_says_what_to_do(server: Server, asked: Client) -> None:
    server.gives("/eli/acts/DU/2024/773", b"", status=404)

    answers = [
        asked.post(ADDRESS, {"eli": one}).text for one in ("DU/2024/773", "DZ/2024/1", "773")
    ]

    assert "404" in answers[0]
    assert "wpisać samodzielnie" in answers[0]
    assert "Monitor Polski" in answers[1]
    assert "DU/2024/773" in answers[2]
    assert [path for path, _headers in server.asked] == ["/eli/acts/DU/2024/773"]


def test_a_changed_act_waits_to_be_confirmed_again(cast: Cast) -> None:
    """Seen failing with the mark of the former check left as it was."""
    act = make_act(eli="DU/2020/5", checked_on=date(2025, 1, 1), title="Dawny")
    words = {"eli": act.eli, "short_name": act.short_name, "by": cast.editor}

    same = record_act(title="Dawny", **words)
    assert same.checked_on == date(2025, 1, 1)
    assert record_act(title="Nowy", **words).checked_on is None
    with pytest.raises(PermissionDenied):
        record_act(title="Nowy", **words | {"by": cast.agent})


def test_only_those_who_write_ask(cast: Cast, client: Client) -> None:
    client.force_login(cast.organiser)

    assert client.get(ADDRESS).status_code in (302, 403)
