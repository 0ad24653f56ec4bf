"""Keep what a published page cites, so that nobody has to read all pages to learn what rests on a provision."""

from django.db import transaction

from knowledge.law.resting import cited_in
from knowledge.models import GuidancePage, PageCitation, Provision, RequirementText


@transaction.atomic
def note_citations(page: GuidancePage) -> None:
    """Write the rows of what `page` cites as it is published now; what is no longer there is left out."""
    provisions, texts = cited_in(page)
    PageCitation.objects.filter(page=page).delete()
    PageCitation.objects.bulk_create(
        [
            *(
                PageCitation(page=page, provision=one)
                for one in Provision.objects.filter(pk__in=provisions)
            ),
            *(
                PageCitation(page=page, text=one)
                for one in RequirementText.objects.filter(pk__in=texts)
            ),
        ]
    )
