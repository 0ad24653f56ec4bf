"""The help desk at 10,000, 100,000 and 1,000,000 tickets on PostgreSQL, beside a bare list."""

from benchmarks._beside import measure


def main() -> None:
    measure("_ticket_pages")
