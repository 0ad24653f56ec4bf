"""Access to the addresses of the status page; the form is described in `tests/access.py`."""

from collections.abc import Mapping

from helpdesk.models import StatusSubscription
from helpdesk.status_page.subscriptions import end_secret
from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone
from tests.cast import Cast
from tests.helpdesk.status_page.factories import make_notice

DESK = ("agent", "other_agent", "supervisor", "administrator")


def a_notice(cast: Cast) -> Mapping[str, object]:
    return {"pk": make_notice(cast).pk}


def a_subscription(cast: Cast) -> Mapping[str, object]:
    number = StatusSubscription.objects.count()
    found = StatusSubscription.objects.create(email=f"ktos{number}@urzad.test", key=f"k{number}")
    return {"secret": end_secret(found)}


def for_desk(name: str, status: int, **fields) -> Address:
    statuses = {"anonymous": TO_SIGN_IN} | dict.fromkeys(DESK, status)
    return Address(name, NOT_THERE, statuses, **fields)


ADDRESSES: list[Address] = [
    everyone("helpdesk:status"),
    everyone("helpdesk:status_month", NOT_THERE, arguments=lambda cast: {"year": 1999, "month": 1}),
    everyone("helpdesk:status_notice", arguments=a_notice),
    everyone("helpdesk:status_subscribe"),
    everyone("helpdesk:status_confirm", NOT_THERE, arguments=lambda cast: {"secret": "x"}),
    everyone("helpdesk:status_end", arguments=a_subscription),
    everyone("helpdesk_site:status_feed", arguments=lambda cast: {"language": "pl"}),
    for_desk("helpdesk:status_new", 200),
    for_desk("helpdesk:status_update", 200, arguments=a_notice),
    for_desk(
        "helpdesk:status_finish",
        302,
        arguments=a_notice,
        method="post",
        data={"end-text_pl": "Działa."},
    ),
]
