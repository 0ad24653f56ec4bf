"""Legal clocks and official channels of a new installation; for the data migration."""

import tomllib
from pathlib import Path

FACTS = Path(__file__).parent / "legal_facts.toml"


def write_legal_facts(apps) -> None:
    """Write the rows that are missing; what somebody changed since stays as it is."""
    facts = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    clock_model = apps.get_model("helpdesk", "LegalClock")
    for position, fields in enumerate(facts["clocks"]):
        after = clock_model.objects.filter(code=fields.pop("after", "")).first()
        clock_model.objects.get_or_create(
            code=fields.pop("code"), defaults=fields | {"after": after, "position": position}
        )
    channel_model = apps.get_model("helpdesk", "OfficialChannel")
    for position, fields in enumerate(facts["channels"]):
        channel_model.objects.get_or_create(
            name=fields.pop("name"), defaults=fields | {"position": position}
        )
