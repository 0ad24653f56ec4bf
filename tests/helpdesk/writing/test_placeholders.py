"""Prepared texts: placeholders of a fixed list, filled from the ticket, and whom a text is offered."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from helpdesk import placeholders
from helpdesk.models import CannedReply
from helpdesk.placeholders import Writing
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_queue, make_ticket, warsaw
from tests.helpdesk.writing.factories import make_canned

AT = warsaw(2026, 11, 28, 10)


def filled(cast: Cast, text: str, **fields) -> str:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), at=AT, **fields)
    return placeholders.fill(text, Writing(ticket, cast.agent, AT))


def test_every_placeholder_is_filled_in_both_languages(cast: Cast) -> None:
    text = "{{ urząd }}|{{office}}|{{ requester }}|{{ Numer }}|{{ agent }}|{{ data }}|{{ kolejka }}"

    assert filled(cast, text) == (
        "Gmina Dobra|Gmina Dobra|Ryszard Zgłaszający|PW-2026-000001|Anna Konsultantka"
        "|28 listopada 2026|Cyberbezpieczeństwo"
    )


def test_a_ticket_of_nobody_shows_a_dash(cast: Cast) -> None:
    ticket = make_ticket(cast.agent, cast.office, queue=make_desk(cast))

    assert placeholders.fill("{{ zgłaszający }}", Writing(ticket, cast.agent, AT)) == "–"


@pytest.mark.fault("C10")
@pytest.mark.parametrize(
    "mark",
    [
        "{{ ticket.requester.password }}",
        "{{ urząd.__class__ }}",
        "{{ agent|safe }}",
        "{{ settings.SECRET_KEY }}",
        "{{ numer.0 }}",
        "{{ }}",
        "{{ numer",
        "numer }}",
    ],
)
def test_only_names_of_the_list_are_saved(db: None, mark: str) -> None:
    """Fails when the validator is taken off a text field: the mark is then kept, and sent as it is."""
    with pytest.raises(ValidationError) as refused:
        make_canned(body_pl=f"Dzień dobry {mark}")

    assert list(refused.value.message_dict) == ["body_pl"]
    assert CannedReply.objects.count() == 0


def test_the_refusal_names_the_culprit_and_the_list(db: None) -> None:
    with pytest.raises(ValidationError) as refused:
        make_canned(body_pl="{{ imię }}")

    assert refused.value.messages == [
        (
            "Nie ma pola {{ imię }}. Znane pola to: {{ urząd }}, {{ zgłaszający }}, {{ numer }}, "
            "{{ temat }}, {{ kolejka }}, {{ konsultant }}, {{ data }}."
        )
    ]


@pytest.mark.fault("C10")
def test_a_value_is_never_read_again(cast: Cast) -> None:
    """Fails when `fill` runs until nothing changes: a subject then names any placeholder it likes."""
    text = filled(cast, "{{ temat }}", subject="{{ konsultant }}\n\n# Uwaga {{ urząd.__class__ }}")

    assert text == "{{ konsultant }} # Uwaga {{ urząd.__class__ }}"


@pytest.mark.fault("C3")
def test_a_canned_reply_is_text_wherever_it_is_offered(cast: Cast, client: Client) -> None:
    """Fails when the options mark a title or a text as safe."""
    bad = "<script>alert(1)</script>"
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    make_canned(name_pl=bad, body_pl=bad)
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_insert", args=[ticket.reference, "canned"])

    for headers in ({}, {"X-Requested-With": "insert"}):
        page = client.get(address, headers=headers).content.decode()
        assert bad not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_texts_are_offered_by_queue_and_use(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    general, own = make_canned(), make_canned(queue=ticket.queue)
    make_canned(queue=make_queue())
    make_canned(is_active=False)

    def offered(role: str) -> set[CannedReply]:
        return set(CannedReply.objects.visible_to(cast.person(role)).for_ticket(ticket))

    assert offered("agent") == offered("supervisor") == {general, own}
    assert offered("other_agent") == {general}
    for role in ("anonymous", "requester", "coordinator", "editor", "organiser"):
        assert offered(role) == set()


def test_the_list_is_narrowed_without_marks_and_filled_in(cast: Cast, client: Client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    make_canned(name_pl="Prośba o dane", body_pl="Proszę o {{ numer }}")
    make_canned(name_pl="Zamknięcie", body_pl="Dziękujemy.")
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_insert", args=[ticket.reference, "canned"])

    page = client.get(address, {"q": "prosba"}, headers={"X-Requested-With": "insert"})

    assert f'data-text="Proszę o {ticket.reference}"' in page.content.decode()
    assert "Zamknięcie" not in page.content.decode()


def test_without_scripts_a_link_puts_the_text_into_the_reply(cast: Cast, client: Client) -> None:
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    canned = make_canned(body_pl="Dzień dobry, {{ zgłaszający }}.")
    foreign = make_canned(queue=make_queue(), body_pl="Cudzy tekst.")
    client.force_login(cast.agent)
    desk = reverse("helpdesk:desk_ticket", args=[ticket.reference])

    assert "Dzień dobry, Ryszard Zgłaszający." in client.get(desk, {"canned": canned.pk}).text
    for key in (foreign.pk, "x", "9" * 30):
        assert "Cudzy tekst." not in client.get(desk, {"canned": key}).text


def test_an_english_reader_gets_the_english_text(cast: Cast) -> None:
    cast.requester.language = "en"
    cast.requester.save()
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))

    assert make_canned(body_en="Hello.").body_for(ticket) == "Hello."
    assert make_canned(body_pl="Dzień dobry.").body_for(ticket) == "Dzień dobry."


def test_a_supervisor_keeps_the_texts(cast: Cast, client: Client) -> None:
    client.force_login(cast.supervisor)
    data = {"name_pl": "Powitanie", "name_en": "", "queue": "", "body_en": "", "is_active": "on"}

    refused = client.post("/cms/canned_replies/new/", data | {"body_pl": "{{ imię }}"})
    assert "Nie ma pola {{ imię }}" in refused.text
    client.post("/cms/canned_replies/new/", data | {"body_pl": "Dzień dobry {{ data }}"})

    assert [str(one) for one in CannedReply.objects.all()] == ["Powitanie"]
