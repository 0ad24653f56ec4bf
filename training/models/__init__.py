from training.models.course import Course
from training.models.enrolment import Enrolment, EnrolmentEvent, SeatOffer
from training.models.session import Meeting, Session, SessionEvent

__all__ = [
    "Course",
    "Enrolment",
    "EnrolmentEvent",
    "Meeting",
    "SeatOffer",
    "Session",
    "SessionEvent",
]
