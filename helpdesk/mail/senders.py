"""Who sent a mail, and how sure that is."""

from dataclasses import dataclass

from django.conf import settings

from foundation.accounts.models import MailDomain, Organisation, User
from helpdesk.mail.authentication import is_domain_authenticated
from helpdesk.mail.headers import Address
from helpdesk.mail.limits import OverLimit
from helpdesk.mail.parsing import ParsedMail
from helpdesk.mail.reader import run
from helpdesk.mail.signatures import is_signed
from helpdesk.mail.tokens import ReplyToken, read_token
from helpdesk.models import Message

Grade = Message.SenderGrade


@dataclass(frozen=True)
class Sender:
    """`person` is whom the mail names; only a grade better than UNVERIFIED makes it so."""

    name: str = ""
    email: str = ""
    person: User | None = None
    grade: str = Grade.UNVERIFIED
    token: ReplyToken | None = None
    office: Organisation | None = None

    @property
    def is_proven(self) -> bool:
        return self.person is not None and self.grade != Grade.UNVERIFIED


def sender_of(mail: ParsedMail, *, signed_by: str = "") -> Sender:
    """Judge the From header; Reply-To, To and Cc say nothing about who somebody is.

    `signed_by` is the domain whose signature we verified ourselves; see `verified_domain`.
    """
    if len(mail.senders) != 1 or not mail.senders[0].email:
        return Sender(name=" ".join(a.name or a.email for a in mail.senders)[:200])
    [address] = mail.senders
    person = User.objects.active().filter(email=address.email).first()
    token = read_token(recipient.email for recipient in mail.recipients)
    office = office_of_domain(mail, domain_of(address), signed_by=signed_by)
    if person and token and token.user_id == person.pk:
        grade = Grade.SIGNED
    else:
        grade = Grade.DOMAIN if office else Grade.UNVERIFIED
    return Sender(address.name, address.email, person, grade, token, office)


def domain_of(address: Address) -> str:
    return address.email.rpartition("@")[2]


def office_of_domain(mail: ParsedMail, domain: str, *, signed_by: str) -> Organisation | None:
    """The registered office whose mail domain is proven for this mail."""
    office = registered_office(domain) if domain else None
    is_proven = office is not None and (
        signed_by == domain
        or is_domain_authenticated(
            mail.headers.get("authentication-results", ()),
            domain=domain,
            trusted_server=settings.TRUSTED_AUTHSERV_ID,
        )
    )
    return office if is_proven else None


def registered_office(domain: str) -> Organisation | None:
    known = MailDomain.objects.filter(
        domain=domain, verified_at__isnull=False, organisation__is_active=True
    )
    found = known.select_related("organisation").first()
    return found.organisation if found else None


def verified_domain(content: bytes, mail: ParsedMail) -> str:
    """The domain of an office that signed this mail, asked of DNS; empty where nobody asks.

    Asked only where no receiving server is trusted, and only for domains of registered offices.
    """
    if settings.TRUSTED_AUTHSERV_ID or not settings.MAIL_DNS_SERVERS or len(mail.senders) != 1:
        return ""
    domain = domain_of(mail.senders[0])
    if not domain or registered_office(domain) is None:
        return ""
    try:
        is_theirs = run(is_signed, content, domain, settings.MAIL_DNS_SERVERS)
    except OverLimit:
        return ""
    return domain if is_theirs else ""
