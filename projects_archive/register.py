"""What an import looks rows up in, read once: territories, offices, programmes."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from projects_archive import digital
from projects_archive.beneficiaries import KIND_OF_ORGANISATION, BeneficiaryIndex, Match, kind_of
from projects_archive.identity import IdentifiedRow
from projects_archive.models import FundingProgramme
from projects_archive.natural_persons import FORGOTTEN, is_over
from projects_archive.places import PlaceIndex, Resolved, is_nationwide
from projects_archive.sources.rows import Facts


@dataclass
class Reading:
    """Everything that is known of one row before it is compared with the archive."""

    identified: IdentifiedRow
    columns: dict[str, object]
    places: Resolved
    seats: set[int]


@dataclass
class Register:
    places: PlaceIndex = field(default_factory=PlaceIndex.from_register)
    offices: BeneficiaryIndex = field(default_factory=BeneficiaryIndex.from_register)
    on: date = field(default_factory=timezone.localdate)
    _programmes: dict[tuple[str, str], int] = field(default_factory=dict)

    def read(self, identified: IdentifiedRow, place_text: str) -> Reading:
        """Normalise one row: verdict, office, programme and places."""
        facts = identified.row.facts
        places = self.places.resolve(place_text)
        match = self.offices.find(
            facts.beneficiary_name,
            nip=facts.nip,
            regon=facts.regon,
            voivodeships=self.places.voivodeships_of(places.territories),
        )
        columns = self._columns(facts, match) | {
            "fingerprint": identified.fingerprint,
            "place_text": place_text,
            "is_nationwide": is_nationwide(place_text),
        }
        seats = self.offices.seats[match.organisation_id] if match and not place_text else set()
        return Reading(identified, columns, places, seats)

    def _columns(self, facts: Facts, match: Match | None) -> dict[str, object]:
        judgement = digital.judge(f"{facts.title}", domain=facts.domain, category=facts.category)
        kind = self.offices.kinds.get(match.organisation_id) if match else None
        shown_kind = str(KIND_OF_ORGANISATION.get(kind) or kind_of(facts.beneficiary_name))
        return {
            "title": facts.title,
            "description": facts.description,
            "contract_number": facts.contract_number,
            "beneficiary_name": self._name(facts, shown_kind),
            "beneficiary_kind": shown_kind,
            "total_value": facts.total_value,
            "eu_contribution": facts.eu_contribution,
            "started_on": facts.started_on,
            "ended_on": facts.ended_on,
            "period": facts.period,
            "programme_id": self._programme(facts.programme, facts.period),
            "fund": facts.fund,
            "domain": facts.domain,
            "verdict": judgement.verdict,
            "rule": judgement.rule,
            "words": judgement.words,
            "organisation_id": match.organisation_id if match else None,
            "matched_by": match.how if match else "",
        }

    def _name(self, facts: Facts, kind: str) -> str:
        over = is_over(kind, facts.ended_on, facts.period, on=self.on)
        return FORGOTTEN if over else facts.beneficiary_name

    def _programme(self, code: str, period: str) -> int | None:
        if not code or not period:
            return None
        if (period, code) not in self._programmes:
            programme, _created = FundingProgramme.objects.get_or_create(period=period, code=code)
            self._programmes[period, code] = programme.pk
        return self._programmes[period, code]
