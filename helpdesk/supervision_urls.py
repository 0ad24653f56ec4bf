"""Addresses of supervisors; they belong to the app's own namespace."""

from django.urls import path

from helpdesk.views import dashboard, levels, rules, setup_log

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("by/<slug:code>.<slug:file_format>", dashboard.dashboard_table, name="dashboard_table"),
    path("levels/", levels.levels, name="levels"),
    path("levels/new/", levels.level, name="level_new"),
    path("levels/<int:pk>/", levels.level, name="level"),
    path("levels/<int:pk>/delete/", levels.level_delete, name="level_delete"),
    path("calendars/new/", levels.calendar, name="calendar_new"),
    path("calendars/<slug:slug>/", levels.calendar, name="calendar"),
    path("calendars/<slug:slug>/delete/", levels.calendar_delete, name="calendar_delete"),
    path("changes/", setup_log.changes, name="setup_log"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.rule, name="rule_new"),
    path("rules/<int:pk>/", rules.rule, name="rule"),
    path("rules/<int:pk>/delete/", rules.rule_delete, name="rule_delete"),
]
