"""The tone in which a state is shown: ok, info, warn, bad or quiet."""

from datetime import datetime

from training.models import Certificate, Scan, Session
from training.states import EnrolmentState, SessionState
from training.words import undrawn


def seat_tone(session: Session, at: datetime) -> str:
    """The tone of `enrolment_status`: ok while places are free, warn when one would wait."""
    if session.state == SessionState.CANCELLED:
        return "bad"
    if not session.is_open_for_enrolment(at):
        return "quiet"
    if undrawn(session):
        return "info"
    return "ok" if session.has_free_place else "warn"


def enrolment_tone(state: str) -> str:
    tones = {
        EnrolmentState.CONFIRMED: "ok",
        EnrolmentState.ATTENDED: "ok",
        EnrolmentState.OFFERED: "warn",
        EnrolmentState.AWAITING_APPROVAL: "info",
        EnrolmentState.WAITING: "info",
        EnrolmentState.REQUESTED: "info",
        EnrolmentState.PARTLY_ATTENDED: "info",
        EnrolmentState.ABSENT: "bad",
    }
    return tones.get(state, "quiet")


def session_tone(state: str) -> str:
    tones = {
        SessionState.OPEN: "ok",
        SessionState.ANNOUNCED: "info",
        SessionState.RUNNING: "info",
        SessionState.CLOSED: "warn",
        SessionState.CANCELLED: "bad",
    }
    return tones.get(state, "quiet")


def need_tone(state: str) -> str:
    """The tone of a need: bad when overdue, warn while something is to be done."""
    return {"overdue": "bad", "missing": "warn", "expires": "warn", "planned": "info"}.get(
        state, "ok"
    )


def scan_tone(outcome: str) -> str:
    """The tone of what came of a scan: ok, warn where a person should look, bad where nobody comes in."""
    tones = {
        Scan.Outcome.RECORDED: "ok",
        Scan.Outcome.AGAIN: "info",
        Scan.Outcome.OTHERWISE: "warn",
        Scan.Outcome.CLOSED: "warn",
    }
    return tones.get(outcome, "bad")


def certificate_tone(certificate: Certificate) -> str:
    if not certificate.is_valid:
        return "bad"
    return "warn" if certificate.has_run_out() else "ok"
