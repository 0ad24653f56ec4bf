"""Addresses of many pages: `page.url` would ask the cache and the locale for every row."""

from collections.abc import Callable

from django.urls import reverse
from wagtail.models import Page, Site


def addresses() -> Callable[[Page], str]:
    """Gives the address of any page of the active language."""
    roots = [root.root_path for root in Site.get_site_root_paths()]

    def address(page: Page) -> str:
        root = next((path for path in roots if page.url_path.startswith(path)), "/")
        return reverse("wagtail_serve", args=[page.url_path.removeprefix(root)])

    return address
