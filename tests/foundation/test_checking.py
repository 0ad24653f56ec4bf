"""What `check` sees before a row is saved, and what it leaves to the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from foundation.checking import check
from helpdesk.models import Ticket
from tests.cast import Cast
from tests.helpdesk.factories import make_queue, make_ticket

pytestmark = pytest.mark.django_db


def test_a_constraint_with_words_is_told(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office)
    ticket.status = Ticket.Status.ON_HOLD

    with pytest.raises(ValidationError, match="na kogo"):
        check(ticket)


def test_a_constraint_without_words_is_the_databases(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office)
    ticket.resolved_at = timezone.now()  # although nobody resolved it

    check(ticket)
    with pytest.raises(IntegrityError), transaction.atomic():
        ticket.save()


def test_fields_are_judged(cast: Cast) -> None:
    ticket = make_ticket(cast.requester, cast.office)
    ticket.subject, ticket.priority = "x" * 500, "zaraz"

    with pytest.raises(ValidationError) as refused:
        check(ticket)
    assert set(refused.value.message_dict) == {"subject", "priority"}


def test_only_what_is_not_loaded_is_looked_for(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ticket = make_ticket(cast.requester, cast.office)
    with django_assert_num_queries(3):  # one constraint between two savepoints
        check(ticket)

    ticket.queue_id = make_queue().pk + 1
    with pytest.raises(ValidationError) as refused:
        check(ticket)
    assert set(refused.value.message_dict) == {"queue"}
