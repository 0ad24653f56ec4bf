"""Guidance for anonymous readers on PostgreSQL: kept, made anew and not modified, beside a bare page."""

from benchmarks._beside import measure


def main() -> None:
    measure("_guidance_pages")
