from training.models.approval import Approval, ApprovalLink
from training.models.attendance import Attendance
from training.models.calendar_feed import CalendarFeed
from training.models.certificate import Certificate
from training.models.check_in import CodeAnswer, MeetingCode, Scan
from training.models.competence import Competence
from training.models.course import Course
from training.models.course_material import CourseMaterial
from training.models.duty import TrainingDuty
from training.models.edition_notice import EditionNotice
from training.models.enrolment import Enrolment, EnrolmentEvent, SeatOffer
from training.models.funding import (
    FundingAnswer,
    FundingField,
    FundingSource,
    FundingStatement,
)
from training.models.learning import Learning, LessonProgress, TestAttempt
from training.models.lesson import Lesson
from training.models.letter import Letter, LetterReceiver
from training.models.material import SessionMaterial
from training.models.meeting_log import MeetingLog, MeetingLogLine
from training.models.objection import Objection
from training.models.programme import Speaker, Talk, TalkChoice, Track
from training.models.question import EnrolmentAnswer, SessionQuestion
from training.models.session import Meeting, Session, SessionEvent
from training.models.survey import SurveyAnswer, SurveyInvitation
from training.models.wish_round import WishDecision, WishRound

__all__ = [
    "Approval",
    "ApprovalLink",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "CodeAnswer",
    "Competence",
    "Course",
    "CourseMaterial",
    "EditionNotice",
    "Enrolment",
    "EnrolmentAnswer",
    "EnrolmentEvent",
    "FundingAnswer",
    "FundingField",
    "FundingSource",
    "FundingStatement",
    "Learning",
    "Lesson",
    "LessonProgress",
    "Letter",
    "LetterReceiver",
    "Meeting",
    "MeetingCode",
    "MeetingLog",
    "MeetingLogLine",
    "Objection",
    "Scan",
    "SeatOffer",
    "Session",
    "SessionEvent",
    "SessionMaterial",
    "SessionQuestion",
    "Speaker",
    "SurveyAnswer",
    "SurveyInvitation",
    "Talk",
    "TalkChoice",
    "TestAttempt",
    "Track",
    "TrainingDuty",
    "WishDecision",
    "WishRound",
]
