"""What training knows of a person, and what of it can be erased."""

PERSONAL_MODELS = (
    "training.Course",
    "training.Session",
    "training.SessionEvent",
    "training.Enrolment",
    "training.EnrolmentEvent",
)
