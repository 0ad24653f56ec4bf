from knowledge.models.change import Change
from knowledge.models.law import LegalAct, Provision, ProvisionPeriod
from knowledge.models.standard import Requirement, RequirementText, Standard, StandardVersion
from knowledge.models.system import System, SystemConnection

__all__ = [
    "Change",
    "LegalAct",
    "Provision",
    "ProvisionPeriod",
    "Requirement",
    "RequirementText",
    "Standard",
    "StandardVersion",
    "System",
    "SystemConnection",
]
