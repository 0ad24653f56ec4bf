from training.actions.enrolling import (
    accept_offer,
    cancel_enrolment,
    decline_offer,
    enrol,
    enrol_members,
    expire_offer,
)
from training.actions.organising import (
    announce_session,
    cancel_session,
    change_capacity,
    change_session,
    close_session,
    open_session,
    plan_session,
)

__all__ = [
    "accept_offer",
    "announce_session",
    "cancel_enrolment",
    "cancel_session",
    "change_capacity",
    "change_session",
    "close_session",
    "decline_offer",
    "enrol",
    "enrol_members",
    "expire_offer",
    "open_session",
    "plan_session",
]
