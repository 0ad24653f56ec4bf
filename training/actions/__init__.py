from training.actions.approving import advance_approval, decide_approval
from training.actions.asking import answer_questions, ask_question, take_question_out
from training.actions.attending import close_attendance, record_attendance
from training.actions.awaiting_editions import await_edition, stop_awaiting, tell_of_edition
from training.actions.certifying import reissue_certificate, revoke_certificate
from training.actions.changing_way import change_way
from training.actions.checking_in import check_in
from training.actions.copying import copy_session
from training.actions.drawing import draw, set_up_round
from training.actions.enrolling import (
    accept_offer,
    cancel_enrolment,
    decline_offer,
    enrol,
    expire_offer,
)
from training.actions.funding import give_funding_data
from training.actions.grouping import enrol_members, swap_person
from training.actions.learning import answer_question, finish_lesson, start_learning, take_test
from training.actions.meeting_codes import answer_code, cannot_answer, show_code
from training.actions.objecting import decide_objection, object_to_minutes
from training.actions.organising import (
    announce_session,
    cancel_session,
    change_session,
    close_session,
    open_session,
    plan_session,
)
from training.actions.programme import (
    add_speaker,
    add_track,
    change_part,
    choose_talk,
    drop_talk,
    take_out,
    write_talk,
)
from training.actions.requiring import end_requirement, require_training
from training.actions.resizing import change_capacity
from training.actions.sharing import share_material, take_material_back
from training.actions.subscribing import open_feed, revoke_feed
from training.actions.surveying import answer_survey
from training.actions.taking_logs import apply_log, take_log
from training.actions.transferring import transfer
from training.actions.writing import send_letter, write_letter

__all__ = [
    "accept_offer",
    "add_speaker",
    "add_track",
    "advance_approval",
    "announce_session",
    "answer_code",
    "answer_question",
    "answer_questions",
    "answer_survey",
    "apply_log",
    "ask_question",
    "await_edition",
    "cancel_enrolment",
    "cancel_session",
    "cannot_answer",
    "change_capacity",
    "change_part",
    "change_session",
    "change_way",
    "check_in",
    "choose_talk",
    "close_attendance",
    "close_session",
    "copy_session",
    "decide_approval",
    "decide_objection",
    "decline_offer",
    "draw",
    "drop_talk",
    "end_requirement",
    "enrol",
    "enrol_members",
    "expire_offer",
    "finish_lesson",
    "give_funding_data",
    "object_to_minutes",
    "open_feed",
    "open_session",
    "plan_session",
    "record_attendance",
    "reissue_certificate",
    "require_training",
    "revoke_certificate",
    "revoke_feed",
    "send_letter",
    "set_up_round",
    "share_material",
    "show_code",
    "start_learning",
    "stop_awaiting",
    "swap_person",
    "take_log",
    "take_material_back",
    "take_out",
    "take_question_out",
    "take_test",
    "tell_of_edition",
    "transfer",
    "write_letter",
    "write_talk",
]
