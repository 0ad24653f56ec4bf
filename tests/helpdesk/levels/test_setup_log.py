"""The log of the set-up: what supervisors changed, wherever they did it."""

from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log

from helpdesk.actions.levels import delete_level
from tests.cast import Cast
from tests.helpdesk.factories import make_level, make_queue
from tests.helpdesk.test_queries import count
from tests.helpdesk.writing.factories import make_tag

ADDRESS = "helpdesk:setup_log"


def test_changes_of_levels_and_queues_are_told_with_who_made_them(
    cast: Cast, client: Client
) -> None:
    """Seen failing with levels missing from `SETUP`."""
    queue = make_queue(name_pl="Kolejka do zmian")
    log(queue, "wagtail.edit", user=cast.supervisor)
    log(cast.supervisor, "wagtail.edit", user=cast.supervisor)  # no part of the set-up
    level = make_level(queue)
    name = str(level)
    delete_level(level, by=cast.supervisor)
    client.force_login(cast.supervisor)

    entries = client.get(reverse(ADDRESS)).context["entries"]

    assert [(one.label, one.user) for one in entries] == [
        (name, cast.supervisor),
        ("Kolejka do zmian", cast.supervisor),
    ]


def test_the_log_costs_the_same_for_one_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.supervisor)
    log(make_tag(), "wagtail.edit", user=cast.supervisor)
    for_one = count(client, reverse(ADDRESS))
    for number in range(19):
        log(make_tag(slug=f"znacznik-{number}"), "wagtail.edit", user=cast.agent)

    assert count(client, reverse(ADDRESS)) == for_one <= 12
