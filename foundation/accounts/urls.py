from django.urls import path

from foundation.accounts.views import codes, joining, memberships, office, own, own_data

app_name = "accounts"

urlpatterns = [
    path("profile/", own.profile, name="profile"),
    path("data/", own_data.own_data, name="own_data"),
    path("data/file/", own_data.own_data_file, name="own_data_file"),
    path("data/erase/", own_data.own_data_erase, name="own_data_erase"),
    path("people/<int:pk>/data/", own_data.person_data, name="person_data"),
    path("offices/", own.offices, name="offices"),
    path("act-for/", own.act_for, name="act_for"),
    path("offices/find/", joining.office_find, name="office_find"),
    path("offices/<int:pk>/join/", joining.office_join, name="office_join"),
    path("offices/<int:pk>/join/ask/", joining.join_ask, name="join_ask"),
    path("offices/<int:pk>/join/code/", joining.code_send, name="code_send"),
    path("offices/<int:pk>/join/code/check/", joining.code_redeem, name="code_redeem"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("offices/<int:pk>/", office.office, name="office"),
    path("code/", codes.code_sign_in, name="code_sign_in"),
    path("offices/<int:pk>/people/enter/", codes.people_enter, name="people_enter"),
    path("members/<int:pk>/code/", codes.sign_in_code, name="sign_in_code"),
    path("offices/<int:pk>/invite/", office.invite, name="invite"),
    path("offices/<int:pk>/domain/", office.domain_claim, name="domain_claim"),
    path("offices/<int:pk>/units/add/", office.unit_add, name="unit_add"),
    path("offices/<int:pk>/mandates/add/", office.mandate_find, name="mandate_find"),
    path("offices/<int:pk>/mandates/add/<int:serving>/", office.mandate_give, name="mandate_give"),
    path("invitations/<int:pk>/withdraw/", office.invitation_withdraw, name="invitation_withdraw"),
    path("mandates/<int:pk>/end/", office.mandate_end, name="mandate_end"),
    path("members/<int:pk>/approve/", memberships.membership_approve, name="membership_approve"),
    path("members/<int:pk>/reject/", memberships.membership_reject, name="membership_reject"),
    path("members/<int:pk>/end/", memberships.membership_end, name="membership_end"),
    path("members/<int:pk>/appoint/", memberships.coordinator_appoint, name="coordinator_appoint"),
    path("members/<int:pk>/dismiss/", memberships.coordinator_dismiss, name="coordinator_dismiss"),
]
