"""Write the demo content; what is already there stays as it is."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from config.demo_content.courses import write_courses
from config.demo_content.guidance import write_guidance_pages
from config.demo_content.offices import write_offices
from config.demo_content.people import write_people
from config.demo_content.projects import write_projects
from config.demo_content.standards import write_standards
from config.demo_content.systems import write_systems
from config.demo_content.tickets import write_queues, write_tickets
from foundation.mailing.models import Notification, OutgoingMail
from foundation.search.models import IndexChange
from helpdesk.models import Ticket
from knowledge.actions.site import make_site_tree
from knowledge.models import GuidancePage, Standard
from projects_archive.models import Project
from training.models import Course


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        is_first_time = not Ticket.objects.exists()
        if is_first_time:
            self.stdout.write("Writing the demo content …")
        with translation.override("pl"):
            self._write()
        if is_first_time:
            self._settle_past_mail()
        if IndexChange.objects.exists():
            self.stdout.write("Indexing …")
            call_command("rebuild_index", noinput=True, verbosity=0)
        self.stdout.write(
            f"{Standard.objects.count()} standards, {GuidancePage.objects.count()} pages of guidance, "
            f"{Ticket.objects.count()} tickets, {Project.objects.count()} projects, "
            f"{Course.objects.count()} courses"
        )

    @transaction.atomic
    def _write(self) -> None:
        make_site_tree()
        offices = write_offices()
        people = write_people(offices)
        systems = write_systems(offices)
        write_standards(by=people["magdalena"], systems=systems)
        write_guidance_pages(by=people["magdalena"], systems=systems)
        write_tickets(people, offices, write_queues(people), systems)
        write_projects(offices, systems, by=people["adam"])
        write_courses(people, offices, systems)

    def _settle_past_mail(self) -> None:
        """What the demo's past told people was sent then: the first worker must not send it now."""
        OutgoingMail.objects.update(
            state=OutgoingMail.State.DONE,
            delivery=OutgoingMail.Delivery.SENT,
            sent_at=F("created_at"),
        )
        Notification.objects.update(read_at=timezone.now())
