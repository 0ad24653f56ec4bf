"""The archive at 10,000 and 300,000 projects on PostgreSQL: importing, and its list beside a bare one."""

from benchmarks._beside import measure


def main() -> None:
    measure("_archive_pages")
