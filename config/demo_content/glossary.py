"""Terms of the glossary; none of the law behind them was checked yet."""

from config.demo_content.texts import read_texts
from foundation.accounts.models import User
from knowledge.glossary.actions import publish_term
from knowledge.models import GlossaryTerm, Provision


def write_glossary(*, by: User) -> None:
    """Make the terms that are missing."""
    for entry in read_texts("glossary")["terms"]:
        if not GlossaryTerm.objects.filter(slug=entry["slug"]).exists():
            fields = {name: value for name, value in entry.items() if name != "provision"}
            publish_term(by=by, provision=_provision(entry.get("provision", "")), **fields)


def _provision(name: str) -> Provision | None:
    found = Provision.objects.select_related("act")
    return next((one for one in found if str(one) == name), None)
