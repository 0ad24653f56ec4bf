"""A conference with two tracks, speakers and talks; some people have chosen their talks."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from config.demo_content.courses import write_course, write_session
from config.demo_content.texts import read_texts
from foundation.accounts.models import Organisation, User
from knowledge.models import System
from training.actions import add_speaker, add_track, choose_talk, write_talk
from training.models import Course, Session, Talk

WORDS = ("title_pl", "title_en", "about_pl", "about_en")


def write_conference(
    people: Mapping[str, User],
    offices: Mapping[str, Organisation],
    systems: Mapping[str, System],
) -> None:
    """Write the conference where it is missing."""
    entry = read_texts("conference")
    if Course.objects.filter(slug=entry["slug"]).exists():
        return
    session = write_session(write_course(entry, systems), entry["session"], people, offices)
    talks = _write_programme(session, entry, by=people["agnieszka"])
    for key, numbers in entry["chosen"]:
        enrolment = session.enrolments.get(person=people[key])
        for number in numbers:
            choose_talk(talks[number], enrolment=enrolment, by=people[key])


def _write_programme(session: Session, entry: Mapping[str, Any], *, by: User) -> Sequence[Talk]:
    tracks = [add_track(session, by=by, details=one) for one in entry["tracks"]]
    speakers = [add_speaker(session, by=by, details=one) for one in entry["speakers"]]
    on = session.meetings.get().on
    talks = []
    for starts, ends, track, who, places, *words in entry["talks"]:
        details = dict(zip(WORDS, words, strict=True)) | {
            "on": on,
            "starts": time.fromisoformat(starts),
            "ends": time.fromisoformat(ends),
            "track": tracks[track] if track >= 0 else None,
            "speakers": [speakers[number] for number in who],
            "capacity": places or None,
        }
        talks.append(write_talk(session, by=by, details=details))
    return talks
