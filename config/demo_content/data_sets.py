"""A standard of a data set: roads of a gmina, with a sample; two offices need it."""

from datetime import date

from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.actions.standards import create_standard, create_version, publish_version
from knowledge.datasets.actions import describe_fields
from knowledge.models import DataSetNeed, Standard


def write_data_sets(*, by: User) -> None:
    """Make those that are missing; `by` publishes them."""
    for entry in read_texts("data_sets")["standards"]:
        if Standard.objects.filter(slug=entry["slug"]).exists():
            continue
        names = ("slug", "name_pl", "name_en", "summary_pl", "summary_en", "owner_name")
        words = {name: entry[name] for name in names}
        standard = create_standard(by=by, kind=Standard.Kind.DATA_SET, **words)
        version = create_version(standard, by=by, number=entry["number"], requirements=[])
        describe_fields(version, by=by, fields=entry["fields"])
        publish_version(version, by=by, in_force_from=date(2026, 9, 1))
        for office in Organisation.objects.order_by("pk")[:2]:
            DataSetNeed.objects.get_or_create(standard=standard, organisation=office)
