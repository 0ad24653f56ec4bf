"""Who gets what at the addresses of search."""

from tests.access import everyone

ADDRESSES = [
    everyone("search:search"),
    everyone("search:suggest"),
]
