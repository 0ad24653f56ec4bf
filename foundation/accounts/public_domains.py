"""Mail domains that anybody can get an address in; none of them can ever be an office's domain."""

PUBLIC_DOMAINS = frozenset((
    "1gb.pl", "2com.pl", "adresik.net", "amorki.pl", "aol.com", "autograf.pl", "buziaczek.pl",
    "czateria.pl", "fastmail.com", "gazeta.pl", "gery.pl", "gmail.com", "gmx.com", "gmx.net",
    "gmx.pl", "go2.pl", "googlemail.com", "home.pl", "hotmail.com", "hotmail.pl", "hushmail.com",
    "icloud.com", "inea.pl", "int.pl", "interia.com", "interia.eu", "interia.pl", "intmail.pl",
    "live.com", "mac.com", "mail.com", "mail.ru", "mailinator.com", "me.com", "msn.com",
    "neostrada.pl", "netia.pl", "o2.pl", "onet.com", "onet.com.pl", "onet.eu", "onet.pl",
    "onet.poczta.pl", "op.pl", "opoczta.pl", "orange.pl", "outlook.com", "outlook.pl",
    "plusnet.pl", "pm.me", "poczta.fm", "poczta.interia.pl", "poczta.onet.eu", "poczta.onet.pl",
    "poczta.pl", "poczta.wp.pl", "pocztaonet.pl", "prokonto.pl", "proton.me", "protonmail.ch",
    "protonmail.com", "protonmail.eu", "republika.pl", "rocketmail.com", "spoko.pl",
    "t-mobile.pl", "tenbit.pl", "tlen.pl", "toya.net.pl", "tuta.com", "tuta.io", "tutanota.com",
    "ukr.net", "upcpoczta.pl", "vectra.pl", "vip.interia.pl", "vp.pl", "wp.com", "wp.eu", "wp.pl",
    "yahoo.com", "yahoo.pl", "yandex.com", "yandex.ru", "ymail.com", "zoho.com",
))  # fmt: skip


def domain_of(address: str) -> str:
    """Return the domain of a mail address in lower case."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def is_public(domain: str) -> bool:
    """Can anybody get an address in `domain`? Also true below a public domain, and for a bare word."""
    parts = domain.lower().strip(".").split(".")
    if len(parts) < 2:
        return True
    return any(".".join(parts[n:]) in PUBLIC_DOMAINS for n in range(len(parts) - 1))
