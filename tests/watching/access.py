"""Who gets what at the addresses of saved searches."""

from foundation.watching.actions import stop_token
from foundation.watching.models import SavedSearch
from tests.access import NOT_THERE, TO_SIGN_IN, Address, everyone, members_only
from tests.cast import Cast

SIGN_IN = {"anonymous": TO_SIGN_IN}
OWNER = {**SIGN_IN, "requester": 302}


def a_search(cast: Cast) -> dict[str, object]:
    """The requester's."""
    fields = {"kind": "search", "query": "q=kopie", "language": "pl"}
    search, _is_new = SavedSearch.objects.get_or_create(
        user=cast.requester, **fields, defaults={"name": "Kopie"}
    )
    return {"pk": search.pk}


def a_way_out(cast: Cast) -> dict[str, object]:
    return {"token": stop_token(cast.requester)}


def a_feed(cast: Cast) -> dict[str, object]:
    return {"kind": "projects", "language": "pl"}


ADDRESSES: list[Address] = [
    members_only("watching:list"),
    Address("watching:save", 302, SIGN_IN, method="post", data={"kind": "search", "query": "q=a"}),
    Address("watching:change", NOT_THERE, OWNER, a_search, method="post", data={"name": "Inna"}),
    Address("watching:delete", NOT_THERE, OWNER, a_search, method="post"),
    everyone("watching:stop", arguments=a_way_out),
    everyone("watching_site:feed", arguments=a_feed),
]
