from knowledge.models.accessibility import AccessibilityDeclaration, AccessibilityStatementPage
from knowledge.models.audience import Audience
from knowledge.models.change import Change
from knowledge.models.content_version import ContentVersion
from knowledge.models.guidance import ChangeNote, GuidancePage, RelatedPage
from knowledge.models.guidance_index import GuidanceIndexPage
from knowledge.models.law import LegalAct, Provision, ProvisionPeriod
from knowledge.models.requirement import Requirement, RequirementText
from knowledge.models.site import HomePage, HubPage, InformationPage
from knowledge.models.standard import Standard, StandardVersion
from knowledge.models.system import System, SystemConnection
from knowledge.models.topic import Topic

__all__ = [
    "AccessibilityDeclaration",
    "AccessibilityStatementPage",
    "Audience",
    "Change",
    "ChangeNote",
    "ContentVersion",
    "GuidanceIndexPage",
    "GuidancePage",
    "HomePage",
    "HubPage",
    "InformationPage",
    "LegalAct",
    "Provision",
    "ProvisionPeriod",
    "RelatedPage",
    "Requirement",
    "RequirementText",
    "Standard",
    "StandardVersion",
    "System",
    "SystemConnection",
    "Topic",
]
