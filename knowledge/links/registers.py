"""Addresses that the registers show to readers: systems, solutions, calls for funding, standards."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils import timezone

from knowledge.models import FundingCall, Solution, Standard, System, WebAddress


@dataclass(frozen=True)
class RegisterLink:
    """One address of one record; `address` is what is known of it."""

    record: Model
    address: WebAddress

    @property
    def kind(self) -> str:
        return str(self.record._meta.verbose_name)


def addresses_shown() -> Mapping[str, Sequence[Model]]:
    """Records by the address that readers find in them; what is over or withdrawn is left out. Four queries."""
    found: dict[str, list[Model]] = defaultdict(list)
    for records, field in _registers():
        for record in records.exclude(**{field: ""}):
            found[getattr(record, field).partition("#")[0]].append(record)
    return found


def broken_in_registers() -> Sequence[RegisterLink]:
    return list(_paired(WebAddress.objects.broken().order_by("failing_since", "pk")))


def unclear_in_registers() -> Sequence[RegisterLink]:
    return list(_paired(WebAddress.objects.unclear().order_by("host", "pk")))


def _paired(addresses: QuerySet[WebAddress]) -> Iterator[RegisterLink]:
    records = addresses_shown()
    for address in addresses.filter(url__in=records):
        yield from (RegisterLink(record, address) for record in records[address.url])


def _registers() -> Sequence[tuple[QuerySet, str]]:
    calls = FundingCall.objects.filter(is_published=True).not_over(timezone.localdate())
    return (
        (System.objects.exclude(state=System.State.RETIRED), "contact_url"),
        (Solution.objects.filter(is_published=True), "url"),
        (calls, "url"),
        (Standard.objects.all(), "source_url"),
    )
