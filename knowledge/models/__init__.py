from knowledge.models.accessibility import AccessibilityDeclaration, AccessibilityStatementPage
from knowledge.models.approval import ApprovalByAnother
from knowledge.models.assessment import Assessment
from knowledge.models.audience import Audience
from knowledge.models.change import Change
from knowledge.models.checked import CheckedFact
from knowledge.models.checklist import ChecklistTick
from knowledge.models.citation import PageCitation
from knowledge.models.comment import Comment, CommentEvent, Response, Support
from knowledge.models.consultation import (
    Consultation,
    ConsultationFollower,
    ConsultationNotice,
    DeadlineChange,
)
from knowledge.models.content_version import ContentVersion
from knowledge.models.controller import Controller
from knowledge.models.dataset import DataField, DataSetNeed
from knowledge.models.duty import DutyFeed, DutyRule, OfficeProfile
from knowledge.models.event import AgendaItem, Conclusion, EventMaterial, EventPage
from knowledge.models.evidence import Evidence
from knowledge.models.funding import FundingCall
from knowledge.models.glossary import GlossaryTerm
from knowledge.models.guidance import ChangeNote, GuidancePage, RelatedPage
from knowledge.models.guidance_index import GuidanceIndexPage
from knowledge.models.law import LegalAct, Provision, ProvisionPeriod
from knowledge.models.news import NewsPage
from knowledge.models.news_index import NewsIndexPage
from knowledge.models.opinion import Opinion
from knowledge.models.page_link import PageLink, WebAddress
from knowledge.models.postulate import (
    Agreement,
    AgreementStep,
    Postulate,
    PostulateAnswer,
    PostulateSupport,
)
from knowledge.models.preview_link import PreviewLink
from knowledge.models.rating import RatingEvent, RequirementRating
from knowledge.models.requirement import Requirement, RequirementText
from knowledge.models.review import ReviewTask
from knowledge.models.sign_off import SignOff
from knowledge.models.site import HomePage, HubPage, InformationPage
from knowledge.models.solution import Solution
from knowledge.models.standard import Standard, StandardVersion
from knowledge.models.system import System, SystemConnection, SystemResponsibility
from knowledge.models.system_use import SystemUse
from knowledge.models.topic import Topic

__all__ = [
    "AccessibilityDeclaration",
    "AccessibilityStatementPage",
    "AgendaItem",
    "Agreement",
    "AgreementStep",
    "ApprovalByAnother",
    "Assessment",
    "Audience",
    "Change",
    "ChangeNote",
    "CheckedFact",
    "ChecklistTick",
    "Comment",
    "CommentEvent",
    "Conclusion",
    "Consultation",
    "ConsultationFollower",
    "ConsultationNotice",
    "ContentVersion",
    "Controller",
    "DataField",
    "DataSetNeed",
    "DeadlineChange",
    "DutyFeed",
    "DutyRule",
    "EventMaterial",
    "EventPage",
    "Evidence",
    "FundingCall",
    "GlossaryTerm",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "HubPage",
    "InformationPage",
    "LegalAct",
    "NewsIndexPage",
    "NewsPage",
    "OfficeProfile",
    "Opinion",
    "PageCitation",
    "PageLink",
    "Postulate",
    "PostulateAnswer",
    "PostulateSupport",
    "PreviewLink",
    "Provision",
    "ProvisionPeriod",
    "RatingEvent",
    "RelatedPage",
    "Requirement",
    "RequirementRating",
    "RequirementText",
    "Response",
    "ReviewTask",
    "SignOff",
    "Solution",
    "Standard",
    "StandardVersion",
    "Support",
    "System",
    "SystemConnection",
    "SystemResponsibility",
    "SystemUse",
    "Topic",
    "WebAddress",
]
