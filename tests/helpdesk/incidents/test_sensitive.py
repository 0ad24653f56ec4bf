"""A report of an incident holds no PESEL and no password that its reporter did not mean to send."""

import re

import pytest
from django.test import Client

from helpdesk.models import Attachment, Message, Ticket, Upload
from tests.cast import Cast
from tests.helpdesk.factories import make_desk
from tests.helpdesk.incidents.factories import make_report, send, upload

TEXT = "Atakujący zna hasło: abcDEF1"


@pytest.mark.parametrize("step", ["what", "who"])
def test_a_report_waits_for_a_decision_that_reaches_its_last_step(
    cast: Cast, client: Client, step: str
) -> None:
    """Seen failing with `WhatForm` a plain form, and without the choice in the second step."""
    make_desk(cast)

    refused = send(client, body=TEXT, step=step)
    second = send(client, body=TEXT, step="what", keep_sensitive="password=1")

    assert refused.status_code == 422
    assert 'name="keep_sensitive" value="password=1"' in refused.text
    assert '<input type="hidden" name="keep_sensitive" value="password=1">' in second.text
    assert not Ticket.objects.exists()
    send(client, body=TEXT, keep_sensitive="password=1")
    assert Message.objects.get().body == TEXT


def test_one_click_removes_it_and_keeps_the_rest(cast: Cast, client: Client) -> None:
    cleaned = send(
        client, body=TEXT, step="what", detected_at="2026-01-05T07:40", remove_sensitive="1"
    )

    assert "Atakujący zna hasło: [usunięto hasło]</textarea>" in cleaned.text
    assert "2026-01-05T07:40" in cleaned.text


def test_files_chosen_with_words_that_wait_are_kept(cast: Cast, client: Client) -> None:
    """Seen failing with the files read only when the words are taken: without scripts they were lost."""
    _ticket, secret = make_report()
    _other, another = make_report()
    address = f"/pl/helpdesk/incident/link/{secret}/reply/"

    page = client.post(address, {"body": TEXT, "files": upload("log.txt", b"dziennik")}).text

    [kept] = re.findall(r'name="kept" value="([^"]+)"', page)
    assert "<b>log.txt</b>" in page
    again = {"body": TEXT, "remove_sensitive": "1", "kept": kept}
    assert "<b>log.txt</b>" in client.post(address, again).text
    client.post(f"/pl/helpdesk/incident/link/{another}/reply/", {"body": "Cudze.", "kept": kept})
    client.post(address, {"body": "Bez hasła.", "kept": kept})
    client.post(address, {"body": "Drugi raz.", "kept": kept})
    sent = Attachment.objects.values_list("message__body", "file__name")
    assert list(sent) == [("Bez hasła.", "log.txt")]
    assert Upload.objects.count() == 0


def test_further_words_by_the_link_wait_too(cast: Cast, client: Client) -> None:
    """Seen failing with `LinkReplyForm` a plain form."""
    _ticket, secret = make_report()
    address = f"/pl/helpdesk/incident/link/{secret}/reply/"

    refused = client.post(address, {"body": TEXT})
    cleaned = client.post(address, {"body": TEXT, "remove_sensitive": "1"})

    assert (refused.status_code, cleaned.status_code) == (422, 200)
    assert "[usunięto hasło]</textarea>" in cleaned.text
    assert Message.objects.count() == 1
    client.post(address, {"body": TEXT, "keep_sensitive": "password=1"})
    assert Message.objects.count() == 2
