"""What waits at the desk, in the archive and in training; see `tests/unpublished/beside.py`."""

from django.urls import reverse

from foundation.accounts.roles import Role
from helpdesk.actions import add_note, reply
from helpdesk.actions.drafts import keep_draft
from helpdesk.models import Message
from helpdesk.to_guidance.actions import make_draft as make_guidance_of
from projects_archive.actions.code import add_code_file
from projects_archive.actions.office import save_draft, send_for_publication
from projects_archive.actions.records import start_record
from tests.cast import make_staff
from tests.factories import make_membership
from tests.helpdesk.factories import make_desk, make_queue, make_ticket
from tests.helpdesk.interpretations.factories import make_proposal
from tests.projects_archive.factories import make_line
from tests.projects_archive.factories import make_version as make_document
from tests.projects_archive.reuse.factories import make_enquiry, make_reuse
from tests.training.factories import make_course, make_session
from tests.training.learning.factories import make_self_paced
from tests.unpublished.beside import (
    Around,
    Hidden,
    Say,
    draft_page,
    in_admin,
    keys_of,
)
from training import actions as training
from training.models import Session


def desk(say: Say, around: Around) -> Hidden:
    """In the requester's own ticket: a note, a reply in writing, an answer that a second agent has to read."""
    cast, agent = around.cast, make_staff(Role.AGENT)
    queue = make_queue(agent, needs_approval=True)
    ticket = make_ticket(cast.requester, cast.office, queue=queue, system=around.system)
    add_note(ticket, by=agent, body=say("note"))
    keep_draft(Message.Kind.REPLY, {"body": say("draft")}, by=agent, ticket=ticket)
    proposed = make_proposal(ticket, body=say("proposal"))
    seen = [
        reverse("helpdesk:desk_ticket", args=[ticket.reference]),
        reverse("helpdesk:desk_panel", args=[ticket.reference, "interpretation"]),
    ]
    return Hidden([keys_of(ticket), keys_of(proposed)], [(agent, page) for page in seen])


def guidance_of_answer(say: Say, around: Around) -> Hidden:
    cast = around.cast
    around.index.refresh_from_db()
    ticket = make_ticket(cast.requester, cast.office, queue=make_desk(cast), system=around.system)
    reply(ticket, by=cast.agent, body="Tak.", status="resolved")
    words = {"question": say("question"), "answer": say("answer")}
    draft = make_guidance_of(ticket, by=cast.agent, **words)
    hidden = draft_page(draft.page, around.writer)
    return Hidden([*hidden.keys, keys_of(ticket)], hidden.seen_at, hidden.pages)


def project(say: Say, around: Around) -> Hidden:
    """One that is not about anything digital, and so not shown."""
    line = make_line(
        verdict="not_digital", with_project=True, title=say("title"), description=say("about")
    )
    seen = reverse("projects_archive:project_detail", args=[line.project_id])
    review = reverse("projects_archive:review")
    unsure = make_line(verdict="unsure", title=say("unsure"))
    keys = [keys_of(line), keys_of(unsure), keys_of(line.project)]
    return Hidden(keys, [(around.writer, seen), (around.writer, review)])


def project_record(say: Say, around: Around) -> Hidden:
    """What an office wrote of its public project, sent for publication."""
    record = start_record(around.project, by=around.owner)
    names = ("title_pl", "summary_pl", "results_pl", "differently_pl", "costs_pl")
    words = {one: say(one.replace("_", "")) for one in names}
    save_draft(record, by=around.owner, written=words, seen_revision=None)
    sent = send_for_publication(record, by=around.owner)
    return Hidden([keys_of(sent), keys_of(record)], [(around.writer, sent.get_absolute_url())])


def document(say: Say, around: Around) -> Hidden:
    words = {"title": say("title"), "name": f"{say.alone('file')}.txt"}
    content = say("content").encode()
    made = make_document(around.project, by=around.owner, content=content, **words)
    review = reverse("projects_archive:document_review")
    keys = [keys_of(made), keys_of(made.document), keys_of(made.file)]
    page = made.document.get_absolute_url()
    file = reverse("files:download", args=[made.file_id])
    return Hidden(keys, [(around.writer, one) for one in (review, page, file)])


def reuse(say: Say, around: Around) -> Hidden:
    others = make_membership(is_coordinator=True)
    said = {"by": others.user, "organisation": others.organisation, "note": say("note")}
    made = make_reuse(around.cast, around.project, **said)
    asked = said | {"question": say("question")}
    del asked["note"]
    enquiry = make_enquiry(around.cast, around.project, **asked)
    page = reverse("projects_archive:office_project", args=[around.project.pk])
    seen = [(around.writer, enquiry.get_absolute_url()), (around.owner, page)]
    return Hidden([keys_of(made), keys_of(enquiry)], seen)


def code_file(say: Say, around: Around) -> Hidden:
    content = f"name: {say.alone('name')}".encode()
    made = add_code_file(around.project, by=around.owner, content=content, name="publiccode.yml")
    return Hidden([keys_of(made)], [(around.writer, made.get_absolute_url())])


def course(say: Say, around: Around) -> Hidden:
    """A draft with lessons, and a session that was announced before the course was taken back."""
    names = ("title_pl", "summary_pl", "outcomes_pl")
    words = {one: say(one.replace("_", "")) for one in names} | {"slug": say.alone("slug")}
    made = make_self_paced(live=False, **words)
    made.requirements.add(around.text.requirement)
    made.systems.add(around.system)
    made.lessons.update(title_pl=say("lesson"))
    made.save()
    place = {"venue": say("venue"), "accessibility": say("lift"), "place": Session.Place.ON_SITE}
    session = make_session(made, **place)
    seen = (made.get_absolute_url(), session.get_absolute_url())
    return Hidden([keys_of(made), keys_of(session)], [(around.writer, one) for one in seen])


def course_changes(say: Say, around: Around) -> Hidden:
    made = make_course(systems=[])
    made.title_pl, made.summary_pl = say("title"), say("summary")
    made.save_revision()
    return Hidden([keys_of(made)], [in_admin(made, around.writer)])


def session(say: Say, around: Around) -> Hidden:
    """In preparation, of a public course, with its material and its question."""
    place = {"venue": say("venue"), "address": say("address"), "place": Session.Place.ON_SITE}
    made = make_session(
        around.course, state=Session.State.DRAFT, accessibility=say("lift"), **place
    )
    material = training.share_material(
        made, by=around.writer, title=say("material"), url="https://example.org/a"
    )
    pages = ("organise_session", "materials")
    seen = [reverse(f"training:{page}", args=[made.pk]) for page in pages]
    keys = [keys_of(made), keys_of(made) | {"material_pk": material.pk}]
    return Hidden(keys, [(around.writer, one) for one in (*seen, made.get_absolute_url())])


MAKERS = (
    desk, guidance_of_answer, project, project_record, document, reuse, code_file, course,
    course_changes, session,
)  # fmt: skip
