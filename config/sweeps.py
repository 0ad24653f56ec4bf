"""Every sweep and every scheduled job of the product."""

from datetime import time

from config.due_work import Daily, Sweep
from foundation.accounts.sweeps import erase_people
from foundation.files.fixity import begin_fixity_run, verify_files
from foundation.files.reading import read_texts
from foundation.files.sweeps import remove_orphans, remove_unheld, scan_files
from foundation.mailing.digests import send_digests
from foundation.mailing.sweeps import deliver_mail
from foundation.search.sweeps import forget_questions, index_changes, index_what_turns
from foundation.watching.telling import tell_of_news
from helpdesk.actions.drafts import forget_old_drafts
from helpdesk.actions.exports import remove_expired
from helpdesk.actions.offering import sum_up_offers
from helpdesk.assignment.giving import give_out
from helpdesk.incidents.caps import forget
from helpdesk.incidents.packages import make_packages
from helpdesk.incidents.warnings import warn_of_clocks
from helpdesk.jobs import come_back
from helpdesk.status_page.subscriptions import forget_unconfirmed, tell_subscribers
from helpdesk.status_page.sweeps import begin_works
from helpdesk.supervision_sweeps import (
    ask_rules,
    recompute_deadlines,
    renew_search_keys,
    warn_of_deadlines,
    write_exports,
)
from helpdesk.sweeps import (
    change_many_tickets,
    collect_mail,
    forget_presence,
    forget_uploads,
    send_replies,
    understand_mail,
)
from helpdesk.ties.broadcasting import pass_answers_on
from knowledge.actions.links import check_addresses, note_all_links
from knowledge.consultations.actions.opening import begin_consultations
from knowledge.consultations.notices import tell_of_consultations
from knowledge.opinions.actions import forget_words
from knowledge.site.scheduled import publish_scheduled
from projects_archive.actions.code import fetch_code
from projects_archive.actions.durability import remind_of_durability
from projects_archive.actions.enquiries import remind_of_enquiries
from projects_archive.actions.exports import remove_expired_exports, write_project_exports
from projects_archive.actions.uploads import forget_uploaded_files, take_in_lists
from projects_archive.natural_persons import forget_names
from training.answers import forget_answers
from training.attendance_data import forget_meeting_logs
from training.funding import forget_funding_data
from training.sweeps import (
    advance_approvals,
    advance_sessions,
    expire_offers,
    remind_of_expiry,
    send_letters,
    send_reminders,
    tell_of_certificates,
    tell_of_draws,
    tell_of_editions,
    tell_of_surveys,
)

# Run every second, in this order: what a person waits for first.
SWEEPS: tuple[Sweep, ...] = (
    send_replies,
    change_many_tickets,
    deliver_mail,
    ask_rules,
    warn_of_deadlines,
    recompute_deadlines,
    pass_answers_on,
    give_out,
    index_changes,
    write_exports,
    warn_of_clocks,
    make_packages,
    begin_works,
    tell_subscribers,
    publish_scheduled,
    begin_consultations,
    tell_of_consultations,
    expire_offers,
    advance_approvals,
    advance_sessions,
    tell_of_certificates,
    tell_of_draws,
    tell_of_surveys,
    tell_of_editions,
    send_letters,
    erase_people,
)

# Run every second too, one after the other in a thread of their own: they wait for servers of others or for
# hostile content, and nobody's sign-in code waits for them.
BESIDE: tuple[Sweep, ...] = (
    understand_mail,
    collect_mail,
    scan_files,
    read_texts,
    verify_files,
    fetch_code,
    check_addresses,
)

# Run every second too, in another thread of their own: they work for minutes on one file.
LONG: tuple[Sweep, ...] = (
    write_project_exports,
    take_in_lists,
)

# Wall times of Poland; the newest missed slot is made up once.
SCHEDULE: tuple[Daily, ...] = (
    Daily("helpdesk.come_back", time(6, 30), come_back),
    Daily("watching.news", time(6, 45), tell_of_news),
    Daily("mailing.digests", time(7, 0), send_digests),
    Daily("training.meeting_logs", time(2, 20), forget_meeting_logs),
    Daily("training.answers", time(2, 25), forget_answers),
    Daily("training.funding", time(2, 25), forget_funding_data),
    Daily("training.expiry", time(8, 10), remind_of_expiry),
    Daily("training.reminders", time(8, 0), send_reminders),
    Daily("search.turning", time(0, 10), index_what_turns),
    Daily("search.questions", time(3, 30), forget_questions),
    Daily("helpdesk.presence", time(2, 30), forget_presence),
    Daily("helpdesk.search_keys", time(2, 10), renew_search_keys),
    Daily("helpdesk.exports", time(2, 30), remove_expired),
    Daily("helpdesk.drafts", time(2, 40), forget_old_drafts),
    Daily("helpdesk.offers", time(2, 50), sum_up_offers),
    Daily("helpdesk.uploads", time(2, 30), forget_uploads),
    Daily("files.unheld", time(2, 50), remove_unheld),
    Daily("files.orphans", time(3, 0), remove_orphans),
    Daily("files.fixity", time(1, 0), begin_fixity_run),
    Daily("archive.exports", time(2, 30), remove_expired_exports),
    Daily("archive.uploads", time(2, 40), forget_uploaded_files),
    Daily("knowledge.links", time(2, 35), note_all_links),
    Daily("knowledge.opinions", time(2, 25), forget_words),
    Daily("archive.names", time(2, 20), forget_names),
    Daily("archive.enquiries", time(8, 10), remind_of_enquiries),
    Daily("archive.durability", time(8, 20), remind_of_durability),
    Daily("helpdesk.use_counts", time(3, 10), forget),
    Daily("helpdesk.unconfirmed", time(3, 20), forget_unconfirmed),
)
