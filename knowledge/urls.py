from django.urls import include, path

from knowledge.following.views import changes
from knowledge.glossary.views import glossary
from knowledge.newsroom.views import event_calendar
from knowledge.opinions.views import opinion_give
from knowledge.views import (
    alphabet,
    briefings,
    checklists,
    comparison,
    costs,
    duties,
    figures,
    funding,
    law,
    offices,
    pages,
    previews,
    requirements,
    reviews,
    sign_offs,
    solutions,
    standards,
    systems,
)

app_name = "knowledge"

urlpatterns = [
    path("news/", pages.news_list, name="news_list"),
    path("events/<int:pk>.ics", event_calendar, name="event_calendar"),
    path("guidance/", pages.guidance_list, name="guidance_list"),
    path("guidance/<int:pk>/tick/", checklists.checklist_tick, name="checklist_tick"),
    path("guidance/<int:pk>/opinion/", opinion_give, name="opinion_give"),
    path("preview/<str:token>/", previews.page_preview, name="page_preview"),
    path("opinions/", include("knowledge.opinions.urls")),
    path("data-sets/", include("knowledge.datasets.urls")),
    path("a-z/", alphabet.alphabet, name="alphabet"),
    path("changes/", changes, name="changes"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("standards/", standards.standard_list, name="standard_list"),
    path("standards/<slug:slug>/", standards.standard, name="standard"),
    path(
        "standards/<slug:slug>/compare/",
        comparison.standard_comparison,
        name="standard_comparison",
    ),
    path("standards/<slug:slug>/<str:number>.pdf", standards.standard_pdf, name="standard_pdf"),
    path(
        "standards/<slug:slug>/<str:number>/", standards.standard_version, name="standard_version"
    ),
    path(
        "standards/<slug:slug>/<str:number>/publish/",
        standards.standard_version_publish,
        name="standard_version_publish",
    ),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>.json",
        requirements.requirement_json,
        name="requirement_json",
    ),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>.jsonld",
        requirements.requirement_jsonld,
        name="requirement_jsonld",
    ),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>/",
        requirements.requirement,
        name="requirement",
    ),
    path("offices/<int:pk>/", offices.office, name="office"),
    path(
        "standards/<slug:slug>/<str:number>/<str:code>/briefing/",
        briefings.briefing,
        name="briefing",
    ),
    path("costs/", costs.costs, name="costs"),
    path("briefings/", briefings.briefing_list, name="briefing_list"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/done/", reviews.review_done, name="review_done"),
    path("duties/", duties.duties, name="duties"),
    path("duties/office/", duties.office_describe, name="office_describe"),
    path("duties/feed/", duties.feed_open, name="duty_feed_open"),
    path("duties/feed/revoke/", duties.feed_revoke, name="duty_feed_revoke"),
    path("sign-off/<str:token>/", sign_offs.sign_off, name="sign_off"),
    path("consultations/", include("knowledge.consultations.urls")),
    path("postulates/", include("knowledge.postulates.urls")),
    path("glossary/", glossary, name="glossary"),
    path("assessments/", include("knowledge.assessment.urls")),
    path("figures/<slug:slug>/<str:number>/", figures.figures, name="figures"),
    path("figures/<slug:slug>/<str:number>/all.csv", figures.figures_csv, name="figures_csv"),
    path(
        "figures/<slug:slug>/<str:number>/offices.csv",
        figures.public_offices_csv,
        name="public_offices_csv",
    ),
    path("solutions/", solutions.solution_list, name="solution_list"),
    path("solutions/<slug:slug>/", solutions.solution, name="solution"),
    path("funding/", funding.funding_list, name="funding_list"),
    path("funding/<int:pk>/", funding.funding_call, name="funding_call"),
    path("systems/", systems.system_list, name="system_list"),
    path("systems/<slug:slug>/", systems.system, name="system"),
    path("systems/<slug:slug>/state/", systems.system_state, name="system_state"),
    path("systems/<slug:slug>/use/", systems.system_use, name="system_use"),
    path("provisions/<int:pk>/", law.provision, name="provision"),
    path("acts/<path:eli>/", law.legal_act, name="legal_act"),
]
