"""Where links inside this site lead: to something published, or nowhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Page

from knowledge.models import HomePage, PageLink

Problem = PageLink.Problem
TREE = "wagtail_serve"  # whatever no app answers


def judge(links: Iterable[PageLink], *, at: datetime) -> None:
    """Set the problem of each link inside, or none; nothing is saved. Two queries for pages and files."""
    links = [link for link in links if link.kind != PageLink.Kind.OUTSIDE]
    live = dict(Page.objects.filter(pk__in=_targets(links, "page")).values_list("pk", "live"))
    files = Document.objects.filter(pk__in=_targets(links, "document"))
    there = set(files.values_list("pk", flat=True))
    for link in links:
        if link.kind == PageLink.Kind.PAGE:
            is_live = live.get(link.target)
            problem = Problem.DELETED if is_live is None else "" if is_live else Problem.UNPUBLISHED
        elif link.kind == PageLink.Kind.DOCUMENT:
            problem = "" if link.target in there else Problem.DELETED
        else:
            problem = "" if leads_somewhere(link.path) else Problem.NOTHING
        link.judge(problem, at=at)


def leads_somewhere(path: str) -> bool:
    """Whether something answers at a path of this site: a page, a redirect, or an address of an app."""
    language = path.strip("/").partition("/")[0]
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(known):
        try:
            found = resolve(path)
        except Resolver404:
            found = None
    if found and found.url_name != TREE:
        return True
    normal = Redirect.normalise_path(path)
    return _is_page(path, known) or Redirect.objects.filter(old_path=normal).exists()


def _is_page(path: str, language: str) -> bool:
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    below = path.strip("/").partition("/")[2]
    wanted = f"{home.url_path}{below}/" if home and below else home.url_path if home else ""
    return Page.objects.live().filter(url_path=wanted).exists()


def _targets(links: Sequence[PageLink], kind: str) -> set[int]:
    return {link.target for link in links if link.kind == kind}
