from foundation.accounts.models.erasure import ErasureOrder
from foundation.accounts.models.mandate import Mandate
from foundation.accounts.models.membership import Invitation, Membership, OfficeCode
from foundation.accounts.models.organisation import MailDomain, Organisation
from foundation.accounts.models.sign_in_code import SignInCode
from foundation.accounts.models.territory import RegisterState, Territory, TerritoryPeriod
from foundation.accounts.models.user import User

__all__ = [
    "ErasureOrder",
    "Invitation",
    "MailDomain",
    "Mandate",
    "Membership",
    "OfficeCode",
    "Organisation",
    "RegisterState",
    "SignInCode",
    "Territory",
    "TerritoryPeriod",
    "User",
]
