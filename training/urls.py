from django.urls import path

from training.views import catalogue, enrolments, organising

app_name = "training"

urlpatterns = [
    path("", catalogue.course_list, name="course_list"),
    path("courses/<slug:slug>/", catalogue.course, name="course"),
    path("sessions/<int:pk>/", catalogue.session, name="session"),
    path("sessions/<int:pk>/enrol/", enrolments.enrol, name="enrol"),
    path("sessions/<int:pk>/enrol-members/", enrolments.enrol_members, name="enrol_members"),
    path("my/", enrolments.my_enrolments, name="my_enrolments"),
    path("enrolments/<uuid:uid>/", enrolments.enrolment, name="enrolment"),
    path("enrolments/<uuid:uid>/cancel/", enrolments.enrolment_cancel, name="enrolment_cancel"),
    path("enrolments/<uuid:uid>/accept/", enrolments.offer_accept, name="offer_accept"),
    path("enrolments/<uuid:uid>/decline/", enrolments.offer_decline, name="offer_decline"),
    path(
        "enrolments/<uuid:uid>/calendar.ics",
        enrolments.enrolment_calendar,
        name="enrolment_calendar",
    ),
    path("enrolments/<uuid:uid>/join/", enrolments.join, name="join"),
    path("organise/", organising.organise, name="organise"),
    path("organise/new/", organising.session_new, name="session_new"),
    path("organise/<int:pk>/", organising.organise_session, name="organise_session"),
    path("organise/<int:pk>/edit/", organising.session_edit, name="session_edit"),
    path("organise/<int:pk>/announce/", organising.session_announce, name="session_announce"),
    path("organise/<int:pk>/open/", organising.session_open, name="session_open"),
    path("organise/<int:pk>/close/", organising.session_close, name="session_close"),
    path("organise/<int:pk>/cancel/", organising.session_cancel, name="session_cancel"),
    path("organise/<int:pk>/capacity/", organising.session_capacity, name="session_capacity"),
    path("organise/<int:pk>/participants.csv", organising.participants, name="participants"),
]
