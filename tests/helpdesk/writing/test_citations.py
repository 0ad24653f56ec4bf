"""Citations: only what is published, kept as it stood, marked when it went stale, never with a note."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from helpdesk.actions import add_note, reply
from helpdesk.citations import blocks_of
from helpdesk.models import Citation, Ticket
from knowledge.actions.law import continue_provision
from knowledge.actions.standards import publish_version
from knowledge.law import citing
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.knowledge.factories import (
    make_act,
    make_editor,
    make_guidance,
    make_period,
    make_provision,
    make_requirement_data,
    make_standard,
    make_version,
)


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    return make_ticket(cast.requester, cast.office, queue=make_desk(cast))


def a_text(**fields):
    return make_version(requirements=[make_requirement_data(**fields)]).texts.get()


def cite(ticket: Ticket, cast: Cast, *references: str) -> Citation:
    message = reply(ticket, by=cast.agent, body="Tak stanowi przepis.", citations=references)
    return message.citations.first()


def stale(citation: Citation, on: date | None = None) -> str:
    message = citation.message
    message._prefetched_objects_cache = {
        "citations": Citation.objects.filter(pk=citation.pk).with_sources()
    }
    return blocks_of([message], on)[message.pk][0].stale


def test_a_citation_keeps_what_was_cited(ticket: Ticket, cast: Cast) -> None:
    text = a_text(code="BI-7", title_pl="Kopie zapasowe")

    citation = cite(ticket, cast, f"requirement:{text.pk}")

    assert (citation.kind, citation.title, citation.requirement_text) == (
        "requirement", "Kopie zapasowe", text,
    )  # fmt: skip
    assert (citation.code, citation.place) == ("BI-7", str(text.version))
    assert citation.law_on == timezone.localdate()
    assert citation.content_hash == text.content_hash
    assert stale(citation) == ""


def test_what_is_found_while_one_types(cast: Cast) -> None:
    text = a_text(code="BI-7", title_pl="Kopie zapasowe poczty")
    page = make_guidance(title="Jak robić kopie zapasowe")
    provision = make_provision(act=make_act(short_name="KRI 2024"), unit="§ 19 ust. 2")
    period = make_period(provision, gist="Prowadzi rejestr.")

    def found(words: str) -> set[str]:
        return {source.reference for source in citing.find(words, user=cast.agent)}

    assert found("kopii zapasow") == {f"requirement:{text.pk}", f"guidance:{page.pk}"}
    assert found("bi-7") == {f"requirement:{text.pk}"}
    assert found("kri 19") == {f"provision:{period.pk}"}
    assert found("") == found("nic takiego") == set()


@pytest.mark.fault("I12")
@pytest.mark.parametrize("kind", ["guidance", "requirement", "provision"])
def test_nothing_unpublished_is_found_or_cited(ticket: Ticket, cast: Cast, kind: str) -> None:
    """Fails when `published` of a kind takes all rows."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    obj = {
        "guidance": lambda: make_guidance(title="Tajne kopie", is_published=False),
        "requirement": lambda: make_version(
            requirements=[make_requirement_data(title_pl="Tajne kopie")], in_force_from=None
        ).texts.get(),
        "provision": lambda: make_period(gist="Tajne kopie", valid_from=tomorrow),
    }[kind]()
    for role in ("agent", "editor", "administrator"):
        assert citing.find("tajne kopie", user=cast.person(role)) == []

    with pytest.raises(ValidationError):
        reply(ticket, by=cast.agent, body="Tak.", citations=[f"{kind}:{obj.pk}"])

    assert ticket.messages.count() == 1


@pytest.mark.fault("B1")
@pytest.mark.parametrize("reference", ["ticket:1", "requirement:", "requirement:x", "user:1", ":"])
def test_a_reference_names_nothing_else(ticket: Ticket, cast: Cast, reference: str) -> None:
    """Fails when `take` looks up any model by name."""
    with pytest.raises(ValidationError):
        reply(ticket, by=cast.agent, body="Tak.", citations=[reference])


def test_a_requester_cites_nothing(ticket: Ticket, cast: Cast) -> None:
    text = a_text()

    with pytest.raises(PermissionDenied):
        reply(ticket, by=cast.requester, body="Tak.", citations=[f"requirement:{text.pk}"])


@pytest.mark.fault("I9")
def test_a_changed_requirement_is_marked(ticket: Ticket, cast: Cast) -> None:
    """Fails when the hash is not compared: the reader then trusts a text that changed."""
    standard, editor, today = make_standard(), make_editor(), timezone.localdate()
    old = make_version(standard, requirements=[make_requirement_data(key="kopie", code="BI-1")])
    citation = cite(ticket, cast, f"requirement:{old.texts.get().pk}")
    same = make_requirement_data(key="kopie", code="BI-2")
    make_version(standard, number="2.0", requirements=[same], in_force_from=today)
    assert stale(citation) == ""

    other = make_requirement_data(key="kopie", code="BI-3", text_pl="Urząd musi mieć dwie kopie.")
    newest = make_version(standard, number="3.0", requirements=[other], in_force_from=None)
    publish_version(newest, by=editor, in_force_from=today + timedelta(days=1))

    assert stale(citation) == ""
    assert "BI-3" in stale(citation, today + timedelta(days=1))
    assert citation.requirement_text.code == "BI-1"


def test_a_provision_that_ended_is_marked(ticket: Ticket, cast: Cast) -> None:
    today = timezone.localdate()
    period = make_period(make_provision(act=make_act(short_name="KRI"), unit="§ 20"))
    citation = cite(ticket, cast, f"provision:{period.pk}")
    assert not citation.is_law_checked

    successor = make_provision(act=make_act(short_name="KRI"), unit="§ 19")
    continue_provision(
        period.provision, new=successor, by=make_editor(), on=today + timedelta(days=1)
    )

    assert stale(citation) == ""
    assert "KRI § 19" in stale(citation, today + timedelta(days=1))


def test_a_page_that_changed_or_went_is_marked(ticket: Ticket, cast: Cast) -> None:
    page = make_guidance()
    citation = cite(ticket, cast, f"guidance:{page.pk}")
    page.save_revision().publish()
    assert stale(citation) == ""

    page.answer = "Teraz inaczej."
    page.save_revision().publish()
    assert "zmienił" in stale(citation)
    page.unpublish()
    assert "wycofan" in stale(citation)
    page.delete()
    citation.refresh_from_db()
    assert (citation.page, citation.title) == (None, page.title)
    assert "wycofan" in stale(citation)


def test_both_sides_read_the_block_and_its_warning(
    ticket: Ticket, cast: Cast, client: Client
) -> None:
    page = make_guidance(title="Kopie w chmurze")
    cite(ticket, cast, f"guidance:{page.pk}")
    page.answer = "Teraz inaczej."
    page.save_revision().publish()

    for role, name in (("requester", "ticket"), ("agent", "desk_ticket")):
        client.force_login(cast.person(role))
        text = client.get(reverse(f"helpdesk:{name}", args=[ticket.reference])).text
        assert "Kopie w" in text
        assert "Nieaktualne:" in text
        assert page.url in text


def test_the_mail_carries_the_citation_as_text(ticket: Ticket, cast: Cast) -> None:
    text = a_text(code="BI-7", title_pl="Kopie zapasowe")
    cite(ticket, cast, f"requirement:{text.pk}")

    mail = OutgoingMail.objects.get(kind="helpdesk.reply")

    assert "BI-7 – Kopie zapasowe" in mail.body_text
    assert text.get_absolute_url() in mail.body_text
    assert "stan prawny na" in mail.body_text
    assert "BI-7 – Kopie zapasowe" in mail.body_html


@pytest.mark.fault("B11")
def test_a_citation_of_a_note_stays_at_the_desk(ticket: Ticket, cast: Cast, client: Client) -> None:
    """Fails when citations are read by ticket instead of by message."""
    page = make_guidance(title="Tylko do notatki")
    add_note(ticket, by=cast.agent, body="Uwaga.", citations=[f"guidance:{page.pk}"])
    client.force_login(cast.requester)

    shown = client.get(reverse("helpdesk:ticket", args=[ticket.reference])).text

    assert "Tylko do notatki" not in shown
    assert not Citation.objects.visible_to(cast.requester).exists()
    assert Citation.objects.visible_to(cast.agent).count() == 1
    assert not OutgoingMail.objects.filter(body_text__contains="Tylko do notatki").exists()


@pytest.mark.fault("C2")
def test_the_preview_is_the_final_renderer(cast: Cast, client: Client) -> None:
    """Fails when the preview renders Markdown by itself."""
    client.force_login(cast.requester)
    body = "**tak** [x](javascript:alert(1)) <script>1</script> C:\\Users\\nowak\\temp"

    shown = client.post(reverse("helpdesk:preview"), {"body": body}).text

    assert "<strong>tak</strong>" in shown
    assert "javascript:" not in shown.replace("[x](javascript:alert(1))", "")
    assert "<script" not in shown
    assert "C:\\Users\\nowak\\temp" in shown


def test_a_form_shown_again_keeps_the_citation(ticket: Ticket, cast: Cast, client: Client) -> None:
    page = make_guidance(title="Kopie w chmurze")
    client.force_login(cast.agent)
    address = reverse("helpdesk:desk_reply", args=[ticket.reference])

    shown = client.post(address, {"body": " ", "citations": f"guidance:{page.pk}"}).text

    assert f'name="citations" value="guidance:{page.pk}"' in shown
    assert Citation.objects.count() == 0
