"""Eight systems and what passes between them."""

from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation
from knowledge.models import System, SystemConnection, SystemResponsibility


def write_systems(offices: dict[str, Organisation]) -> dict[str, System]:
    """Make the systems that are missing; return all of them by slug."""
    texts = read_texts("systems")
    systems = {}
    for entry in texts["systems"]:
        fields = {name: value for name, value in entry.items() if name not in ("slug", "owner")}
        fields["owner"] = offices.get(entry.get("owner", ""))
        systems[entry["slug"]], _ = System.objects.get_or_create(
            slug=entry["slug"], defaults=fields
        )
    for entry in texts["connections"]:
        SystemConnection.objects.get_or_create(
            source=systems[entry["source"]],
            target=systems[entry["target"]],
            defaults={"what_pl": entry["what_pl"], "what_en": entry["what_en"]},
        )
    for number, entry in enumerate(texts["responsibilities"]):
        fields = {name: value for name, value in entry.items() if name not in ("system", "level")}
        SystemResponsibility.objects.get_or_create(
            system=systems[entry["system"]],
            level=entry["level"],
            defaults=fields | {"sort_order": number},
        )
    return systems
