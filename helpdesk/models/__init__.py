from helpdesk.models.clock import Calendar
from helpdesk.models.event import TicketEvent
from helpdesk.models.mail import RawMail
from helpdesk.models.message import Attachment, Message
from helpdesk.models.queue import Kind, Priority, Queue, QueueMember, Route, ServiceLevel
from helpdesk.models.ticket import Channel, Status, Ticket, TicketCounter

__all__ = [
    "Attachment",
    "Calendar",
    "Channel",
    "Kind",
    "Message",
    "Priority",
    "Queue",
    "QueueMember",
    "RawMail",
    "Route",
    "ServiceLevel",
    "Status",
    "Ticket",
    "TicketCounter",
    "TicketEvent",
]
