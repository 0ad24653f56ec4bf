"""What axe-core finds wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Of what axe loads beforehand only films are needed: no rule that is asked reads style sheets.
FIND = """axe.run({ resultTypes: ['violations'], preload: { assets: ['media'] } })
    .then(found => found.violations)"""


def axe_violations(page: Page) -> list[tuple[str, list[str], str]]:
    """Rule, place and what to do, for each element that breaks a rule."""
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(FIND)
    return [(v["id"], n["target"], n["failureSummary"]) for v in violations for n in v["nodes"]]
