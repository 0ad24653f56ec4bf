"""Categories with what they ask, for tests."""

from itertools import count

from foundation.accounts.models import Organisation, User
from helpdesk.actions import open_ticket
from helpdesk.models import Category, CategoryField, Queue, Ticket
from tests.helpdesk.factories import make_queue

_numbers = count(1)


def make_category(*fields: dict[str, object], queue: Queue | None = None, **more) -> Category:
    """A category that asks `fields`, each given as the values of a CategoryField but for its place."""
    number = next(_numbers)
    defaults = {"kind": "question", "name_pl": f"Kategoria {number}"}
    category = Category.objects.create(queue=queue or make_queue(), **defaults | more)
    for place, values in enumerate(fields):
        key = str(values.get("key", f"pole-{place}"))
        CategoryField.objects.create(
            category=category, sort_order=place, **{"key": key, "label_pl": f"Pole {key}"} | values
        )
    return category


def choice(key: str, *options: str, **more) -> dict[str, object]:
    return {"key": key, "kind": "choice", "choices": "\n".join(options), **more}


def ask(by: User, organisation: Organisation, **fields) -> Ticket:
    """A ticket as the form opens it: the category decides the queue."""
    defaults = {"subject": "Czy kopie mogą być w chmurze?", "body": "Proszę o odpowiedź."}
    if not Queue.objects.exists():
        make_queue()
    return open_ticket(by=by, organisation=organisation, **defaults | fields)
