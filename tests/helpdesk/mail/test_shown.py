"""What the desk sees of mail in a ticket: how sure its sender is, and what became of our answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.mailing.models import OutgoingMail
from foundation.mailing.sweeps import deliver_mail
from helpdesk.actions import reply
from helpdesk.mail.parsing import parse
from helpdesk.mail.sorting import add_to_ticket
from helpdesk.mail.tokens import reply_address
from tests.cast import Cast
from tests.helpdesk.factories import make_desk, make_ticket
from tests.helpdesk.mail.factories import make_bytes, make_domain, proof, receive

pytestmark = pytest.mark.django_db


def test_every_mailed_message_says_how_sure_its_sender_is(cast: Cast, client: Client) -> None:
    make_domain(cast.office)
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    token = reply_address(ticket, cast.requester)
    signed = receive(make_bytes(cast.requester.email, to=token))
    stranger_bytes = make_bytes("obcy@obcy.test")
    stranger = receive(stranger_bytes)
    add_to_ticket(stranger, parsed=parse(stranger_bytes), ticket=ticket, by=cast.agent)
    by_domain = receive(make_bytes(cast.requester.email, **proof(cast.requester)))
    client.force_login(cast.agent)

    page = client.get(f"/pl/helpdesk/desk/{ticket.reference}/").content.decode()
    other = client.get(f"/pl/helpdesk/desk/{by_domain.ticket.reference}/").content.decode()
    client.force_login(cast.requester)
    own = client.get(f"/pl/helpdesk/tickets/{ticket.reference}/").content.decode()

    assert "nadawca potwierdzony" in page
    assert '<span class="state warn">nadawca niepotwierdzony</span>' in page
    assert "domena urzędu potwierdzona" in other
    assert f'href="/pl/helpdesk/mail/{signed.pk}/"' in page
    assert "/helpdesk/mail/" not in own


@pytest.mark.fault("F2")
def test_answer_shows_what_became_of_its_mail(cast: Cast, client: Client, settings) -> None:
    """Seen failing with `delivery_of` returning nothing."""
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast))
    reply(ticket, by=cast.agent, body="Odpowiedź")
    client.force_login(cast.agent)

    def page() -> str:
        return client.get(f"/pl/helpdesk/desk/{ticket.reference}/").content.decode()

    queued = page()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    deliver_mail(at=timezone.now())
    away = page()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    deliver_mail(at=timezone.now() + timedelta(minutes=2))
    sent = page()
    OutgoingMail.objects.update(delivery="bounced", reason="550 nie ma takiej skrzynki")
    bounced = page()

    assert ["e-mail: " in text for text in (queued, away, sent, bounced)] == [True] * 4
    assert "e-mail: czeka na wysłanie" in queued
    assert "e-mail: czeka na wysłanie, kolejna próba o " in away
    assert "e-mail: wysłana" in sent
    assert '<span class="via">550 nie ma takiej skrzynki</span>' in bounced
