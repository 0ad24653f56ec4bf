"""Write the demo content; what is already there stays as it is."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from config.demo_content.assessments import write_assessments
from config.demo_content.categories import write_categories
from config.demo_content.conference import write_conference
from config.demo_content.consultations import write_consultations
from config.demo_content.courses import write_courses
from config.demo_content.data_sets import write_data_sets
from config.demo_content.duties import write_duties
from config.demo_content.glossary import write_glossary
from config.demo_content.guidance import write_guidance_pages
from config.demo_content.incidents import write_incidents
from config.demo_content.interpretations import write_interpretations
from config.demo_content.mails import write_mails
from config.demo_content.neighbours import write_neighbours
from config.demo_content.news import write_newsroom
from config.demo_content.notices import write_notices
from config.demo_content.offices import write_offices
from config.demo_content.people import write_people
from config.demo_content.postulates import write_postulates
from config.demo_content.prepared import write_around, write_prepared
from config.demo_content.project_office import write_office_work
from config.demo_content.projects import write_projects
from config.demo_content.searches import write_searches
from config.demo_content.self_paced import write_self_paced
from config.demo_content.solutions import write_solutions
from config.demo_content.standards import write_standards
from config.demo_content.supervision import write_supervision
from config.demo_content.systems import write_systems
from config.demo_content.tickets import write_queues, write_tickets
from config.demo_content.ties import write_ties
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
        with translation.override("pl"):
            write_searches()  # after indexing: what is there already is no news
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
        write_data_sets(by=people["magdalena"])
        write_glossary(by=people["magdalena"])
        write_guidance_pages(by=people["magdalena"], drafts_by=people["pawel"], systems=systems)
        write_newsroom(by=people["magdalena"])
        write_solutions(systems, by=people["magdalena"])
        write_duties(offices, by=people["magdalena"])
        for write in (write_assessments, write_consultations, write_postulates):
            write(people, offices)
        write_neighbours()
        queues = write_queues(people)
        categories = write_categories(queues)
        write_prepared(queues)
        write_tickets(people, offices, queues, systems, categories)
        write_around(people)
        write_supervision(people, queues)
        write_incidents(people)
        write_notices(people, offices, systems)
        write_ties(people, offices)
        write_interpretations(people, offices)
        write_mails(queues["architektura"])
        write_projects(offices, systems, by=people["adam"])
        write_office_work(people)
        for write in (write_courses, write_conference, write_self_paced):
            write(people, offices, systems)

    def _settle_past_mail(self) -> None:
        """What the demo's past told people was sent then: the first worker must not send it now."""
        OutgoingMail.objects.update(
            state=OutgoingMail.State.DONE,
            delivery=OutgoingMail.Delivery.SENT,
            sent_at=F("created_at"),
        )
        Notification.objects.update(read_at=timezone.now())
