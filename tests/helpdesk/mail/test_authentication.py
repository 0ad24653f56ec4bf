"""What is believed of the words of our own receiving server, and what a stranger wrote into them."""

import pytest

from helpdesk.mail.authentication import is_domain_authenticated

SERVER = "mx.punkt-wsparcia.test"


def proves(results: str, domain: str = "urzad.pl") -> bool:
    return is_domain_authenticated([results], domain=domain, trusted_server=SERVER)


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=pass header.from=urzad.pl",
        "spf=none; dmarc=pass (p=reject dis=none) header.from=urzad.pl",
        "dkim=pass (2048-bit key; unprotected) header.d=urzad.pl header.i=@urzad.pl; dmarc=none",
        'spf=pass (sender "jan kowalski" is known) smtp.mailfrom="jan k"@urzad.pl',
        "dkim/1=fail header.d=evil.pl; dkim/1=pass header.d=urzad.pl",
    ],
)
def test_aligned_pass_of_our_server_is_believed(results: str) -> None:
    assert proves(f"{SERVER}; {results}")
    assert proves(f"{SERVER} 1; {results}")


@pytest.mark.fault("A2")
@pytest.mark.parametrize(
    "results",
    [
        'spf=pass smtp.mailfrom="x; dmarc=pass header.from=urzad.pl; "@evil.pl',
        'spf=pass (sender "x) ; dmarc=pass header.from=urzad.pl (y"@evil.pl) smtp.mailfrom=evil.pl',
        'spf=pass smtp.mailfrom="x\\"; dmarc=pass header.from=urzad.pl; \\""@evil.pl',
        "spf=pass (a (deeper; dmarc=pass header.from=urzad.pl) b) smtp.mailfrom=evil.pl",
        "none (never closed; dmarc=pass header.from=urzad.pl",
        "none ) ; dmarc=pass header.from=urzad.pl",
        'none; dmarc=pass header.from=urzad.pl; spf=none smtp.mailfrom="',
    ],
)
def test_words_of_a_stranger_in_the_results_prove_nothing(results: str) -> None:
    """Seen failing with the value divided at every semicolon, and with what is left open believed."""
    assert not proves(f"{SERVER}; {results}")


@pytest.mark.fault("A2")
@pytest.mark.parametrize(
    "results",
    [
        "dmarc=fail header.from=urzad.pl; dkim=pass header.d=urzad.pl",
        "spf=pass smtp.mailfrom=jan@urzad.pl; dmarc=temperror header.from=urzad.pl",
    ],
)
def test_mail_that_its_domain_disowns_is_not_believed(results: str) -> None:
    """Seen failing with any aligned pass believed, whatever DMARC says (RFC 7489, 3.1: `adkim=s`)."""
    assert not proves(f"{SERVER}; {results}")


@pytest.mark.fault("A2")
@pytest.mark.parametrize(
    "results",
    [
        "arc-dmarc=pass header.from=urzad.pl",
        "x-reason=none dmarc=pass header.from=urzad.pl",
        "spf=fail result=pass method=dmarc header.from=urzad.pl",
        "arc=pass header.from=urzad.pl header.d=urzad.pl smtp.mailfrom=urzad.pl",
    ],
)
def test_only_the_first_word_names_the_method(results: str) -> None:
    """Seen failing with pairs looked for anywhere in a piece."""
    assert not proves(f"{SERVER}; {results}")


@pytest.mark.fault("A2")
def test_a_suffix_proves_nobody_below_it() -> None:
    """Seen failing with every parent of a domain believed: `com.pl` stood for `urzad.com.pl`."""
    assert not proves(f"{SERVER}; dkim=pass header.d=com.pl", "urzad.com.pl")
    assert not proves(f"{SERVER}; spf=pass smtp.mailfrom=a@pl", "urzad.pl")
    assert proves(f"{SERVER}; dkim=pass header.d=urzad.com.pl", "bip.urzad.com.pl")
    assert not proves(f"{SERVER}; dkim=pass header.d=bip.urzad.com.pl", "urzad.com.pl")
