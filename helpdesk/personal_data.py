"""What the help desk knows of a person."""

PERSONAL_MODELS = (
    "helpdesk.Message",
    "helpdesk.QueueMember",
    "helpdesk.RawMail",
    "helpdesk.Ticket",
    "helpdesk.TicketEvent",
)
