from helpdesk.models.absence import Absence
from helpdesk.models.answer import Answer
from helpdesk.models.barred_move import BarredMove
from helpdesk.models.broadcast import Broadcast, BroadcastStep
from helpdesk.models.bulk import BulkChange, BulkItem
from helpdesk.models.calendar import Calendar, CalendarWindow, ClosedDay
from helpdesk.models.category import MATRIX, Category, CategoryField, Impact, Urgency
from helpdesk.models.checklist import ChecklistItem
from helpdesk.models.citation import Citation
from helpdesk.models.desk import DeskSettings
from helpdesk.models.draft import Draft
from helpdesk.models.escalation import EscalationStep
from helpdesk.models.event import TicketEvent
from helpdesk.models.export import Export
from helpdesk.models.followers import CopyAddress, Mention, Watcher
from helpdesk.models.guidance_draft import GuidanceDraft
from helpdesk.models.hand_over import HandOver
from helpdesk.models.incident import (
    Incident,
    IncidentLink,
    IncidentSort,
    RestrictedReading,
    Tlp,
    UseCount,
)
from helpdesk.models.interpretation import Interpretation, PublishedAnswer
from helpdesk.models.legal_clock import IncidentClock, LegalClock, OfficialChannel
from helpdesk.models.level import DeadlineWarning, Recomputation, ServiceLevel
from helpdesk.models.mail import RawMail
from helpdesk.models.mailbox import Mailbox
from helpdesk.models.message import Attachment, Message
from helpdesk.models.offer import OfferDay, OfferedItem, Sitting
from helpdesk.models.package import IncidentPackage
from helpdesk.models.prepared import CannedReply, Macro, MacroStep
from helpdesk.models.presence import Presence
from helpdesk.models.queue import Kind, Priority, Queue, QueueMember, Route
from helpdesk.models.rating import Rating
from helpdesk.models.rule import Rule, RuleRun
from helpdesk.models.service_notice import NoticeEntry, ServiceNotice, StatusSubscription
from helpdesk.models.tag import Tag
from helpdesk.models.ticket import Channel, Status, Ticket, TicketCounter
from helpdesk.models.unit import ConcernedUnit
from helpdesk.models.upload import Upload
from helpdesk.models.writing import UnsentReply

__all__ = [
    "MATRIX",
    "Absence",
    "Answer",
    "Attachment",
    "BarredMove",
    "Broadcast",
    "BroadcastStep",
    "BulkChange",
    "BulkItem",
    "Calendar",
    "CalendarWindow",
    "CannedReply",
    "Category",
    "CategoryField",
    "Channel",
    "ChecklistItem",
    "Citation",
    "ClosedDay",
    "ConcernedUnit",
    "CopyAddress",
    "DeadlineWarning",
    "DeskSettings",
    "Draft",
    "EscalationStep",
    "Export",
    "GuidanceDraft",
    "HandOver",
    "Impact",
    "Incident",
    "IncidentClock",
    "IncidentLink",
    "IncidentPackage",
    "IncidentSort",
    "Interpretation",
    "Kind",
    "LegalClock",
    "Macro",
    "MacroStep",
    "Mailbox",
    "Mention",
    "Message",
    "NoticeEntry",
    "OfferDay",
    "OfferedItem",
    "OfficialChannel",
    "Presence",
    "Priority",
    "PublishedAnswer",
    "Queue",
    "QueueMember",
    "Rating",
    "RawMail",
    "Recomputation",
    "RestrictedReading",
    "Route",
    "Rule",
    "RuleRun",
    "ServiceLevel",
    "ServiceNotice",
    "Sitting",
    "Status",
    "StatusSubscription",
    "Tag",
    "Ticket",
    "TicketCounter",
    "TicketEvent",
    "Tlp",
    "UnsentReply",
    "Upload",
    "Urgency",
    "UseCount",
    "Watcher",
]
