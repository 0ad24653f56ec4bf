"""Sensitive data are found and removed, in linear time, on the server as in the form."""

import time
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban
from stdnum.pl import pesel

from helpdesk import sensitive
from helpdesk.forms.sensitive import REMOVED
from helpdesk.models import Draft, Message, Ticket
from helpdesk.sensitive import What
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket

NEW = "/pl/helpdesk/new/"
WORDS = {what: f"[{what}]" for what in What}
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----"
SAMPLES = [
    ("mój PESEL 44051401359 i tyle", [(What.PESEL, "44051401359")]),
    ("440514-01359", [(What.PESEL, "440514-01359")]),
    ("zły 44051401358, zera 00000000000, za długi 440514013590", []),
    ("44951401359", []),
    ("PL61 1090 1014 0000 0712 1981 2874", [(What.ACCOUNT, "PL61 1090 1014 0000 0712 1981 2874")]),
    ("konto 61109010140000071219812874.", [(What.ACCOUNT, "61109010140000071219812874")]),
    ("DE89 3704 0044 0532 0130 00", [(What.ACCOUNT, "DE89 3704 0044 0532 0130 00")]),
    ("61109010140000071219812875", []),
    ("hasło: Zima2024! dla kadr", [(What.PASSWORD, "Zima2024!")]),
    ("Hasło do panelu: abcDEF1", [(What.PASSWORD, "abcDEF1")]),
    ("hasło do EZD to Tajne123", [(What.PASSWORD, "Tajne123")]),
    ("password=tajnehaslo", [(What.PASSWORD, "tajnehaslo")]),
    ("mam nowe hasło to problem", []),
    ("zmieniłem hasło: nie działa", []),
    ("nie pamiętam hasła do poczty", []),
    (f"klucz:\n{KEY}\nkoniec", [(What.KEY, KEY)]),
    ("ghp_" + "a1" * 18, [(What.KEY, "ghp_" + "a1" * 18)]),
    ("token: 9f8a7b6c5d4e3f2a1b0c", [(What.KEY, "9f8a7b6c5d4e3f2a1b0c")]),
    ("token sesji wygasł, sprawa PW-2026-000017, tel. 600 700 800", []),
    ("NIP 526-025-02-74, REGON 000331501, TERC 1465011", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAMPLES)
def test_what_is_found(text: str, expected: list) -> None:
    assert [(one.what, text[one.start : one.end]) for one in sensitive.find(text)] == expected


@given(st.dates().filter(lambda d: 1800 <= d.year < 2300), st.integers(0, 9999))
def test_every_valid_pesel_is_found(day, series: int) -> None:
    """Against python-stdnum, which knows nothing of ours."""
    month = day.month + {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}[day.year // 100]
    digits = f"{day.year % 100:02d}{month:02d}{day.day:02d}{series:04d}"
    number = digits + pesel.calc_check_digit(digits)

    assert sensitive.is_pesel(number)
    assert [one.what for one in sensitive.find(f"({number})")] == [What.PESEL]


@given(st.text("0123456789", min_size=11, max_size=11))
def test_pesel_agrees_with_stdnum(digits: str) -> None:
    is_zeros = digits == "0" * 11  # its day does not exist
    assert sensitive.is_pesel(digits) == (pesel.is_valid(digits) and not is_zeros)


@given(st.text("0123456789", min_size=24, max_size=24).filter(lambda t: t.strip("0")))
def test_every_valid_account_is_found(rest: str) -> None:
    number = iban.calc_check_digits("PL00" + rest) + rest
    spaced = " ".join([number[:2], *(number[i : i + 4] for i in range(2, 26, 4))])

    for text in (number, f"PL{number}", spaced, f"PL{spaced}"):
        assert [one.what for one in sensitive.find(text)] == [What.ACCOUNT]


@given(st.text())
def test_anything_can_be_read_and_the_rest_stays(text: str) -> None:
    found = sensitive.find(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    if not found:
        assert sensitive.remove(text, WORDS) == text


@given(st.lists(st.sampled_from([text for text, _found in SAMPLES]), max_size=5))
def test_nothing_is_left_after_removal(texts: list[str]) -> None:
    words = {what: str(said) for what, said in REMOVED.items()}

    assert sensitive.find(sensitive.remove("\n".join(texts), words)) == []


HOSTILE = [
    "1", "1 ", "1234 ", "12-", "hasło do ", "hasło do a ", "hasło:", "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN ", "eyJaaaaaaaaa.", "token ", "AA11 ", "PL", "token:" + "a" * 500 + " ", "bearer a",
]  # fmt: skip


@pytest.mark.fault("D2")
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_its_length(piece: str) -> None:
    """Seen failing with `_PASSWORD` allowing any number of words between the name and its sign."""
    short, long = ((piece * 400_000)[:length] for length in (20_000, 200_000))

    fastest = {}
    for text in (short, long):
        times = []
        for _try in range(3):
            started = time.process_time()
            sensitive.find(text)
            times.append(time.process_time() - started)
        fastest[len(text)] = min(times)

    assert fastest[200_000] < max(30 * fastest[20_000], 0.5)


@pytest.mark.parametrize("where", ["body", "subject"])
def test_a_ticket_waits_for_a_decision(cast: Cast, client: Client, where: str) -> None:
    make_desk(cast)
    client.force_login(cast.requester)
    data = {"kind": "question", "body": "Pytanie", "organisation": cast.office.pk}
    data |= {where: "Mieszkaniec 44051401359"}

    refused = client.post(NEW, data).content.decode()

    assert Ticket.objects.count() == 0
    assert 'value="pesel=1"' in refused
    client.post(NEW, data | {"keep_sensitive": "password=3"})
    client.post(
        NEW, {**data, "subject": "44051401359", "body": "44051401359", "keep_sensitive": "pesel=1"}
    )
    assert Ticket.objects.count() == 0
    client.post(NEW, data | {"keep_sensitive": "pesel=1"})
    assert Ticket.objects.count() == 1


def test_one_click_removes_it_also_from_an_answer(cast: Cast, client: Client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    client.force_login(cast.requester)
    address = f"{ticket.get_absolute_url()}reply/"
    data = {"body": "Hasło do panelu: abcDEF1", "version": 1}

    refused = client.post(address, data).content.decode()
    cleaned = client.post(address, data | {"remove_sensitive": "1"}).content.decode()

    assert "hasło (1)" in refused
    assert "Hasło do panelu: [usunięto hasło]</textarea>" in cleaned
    assert Message.objects.count() == 1
    client.post(address, {"body": "Hasło do panelu: [usunięto hasło]", "version": 1})
    assert Message.objects.last().body == "Hasło do panelu: [usunięto hasło]"


def test_the_text_is_never_logged(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    make_desk(cast)
    client.force_login(cast.requester)
    data = {"kind": "question", "body": "PESEL 44051401359", "organisation": cast.office.pk}

    with caplog.at_level("DEBUG"):
        client.post(NEW, data)
        client.post("/pl/helpdesk/new/offers/", data)

    assert "44051401359" not in caplog.text
    assert Draft.objects.get().user == cast.requester
