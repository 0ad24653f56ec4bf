"""Who gets what at the addresses of search."""

from tests.access import everyone

ADDRESSES = [
    everyone("search:search"),
    everyone("search:suggest"),
    everyone("search:description"),
    everyone("search:clicked", 204, method="post", data={"q": "kopie"}),
]
