"""What the privacy page says when an installation is new: what the product really keeps, and how long.

Editors may change it. Who the controller is stands in a setting of the site; what is empty there is
shown as missing. Articles are those of Regulation (EU) 2016/679 (GDPR).
"""

import json
from collections.abc import Mapping, Sequence

Block = Mapping[str, object]


def _text(html: str) -> Block:
    return {"type": "text", "value": html}


def _table(caption: str, rows: Sequence[Sequence[str]]) -> Block:
    """Headings first; every cell is text."""
    columns = [{"type": "text", "heading": heading} for heading in rows[0]]
    values = [{"values": list(row)} for row in rows[1:]]
    return {"type": "table", "value": {"columns": columns, "rows": values, "caption": caption}}


def body(language: str) -> str:
    """The text as a page's body, in JSON."""
    return json.dumps({"pl": POLISH, "en": ENGLISH}[language], ensure_ascii=False)


CONTROLLER: Block = {"type": "controller", "value": None}

POLISH: Sequence[Block] = (
    _text("<h2>Kto odpowiada za dane</h2>"),
    CONTROLLER,
    _text(
        "<h2>Po co nam dane i na jakiej podstawie</h2>"
        "<p>Punkt Wsparcia pomaga samorządom w zadaniach cyfrowych. Dane przetwarzamy, bo są potrzebne "
        "do tego zadania realizowanego w interesie publicznym (art. 6 ust. 1 lit. e RODO), "
        "a dokumentację spraw przechowujemy, bo wymaga tego prawo archiwalne (art. 6 ust. 1 lit. c RODO). "
        "Konto jest dobrowolne. Poradniki, standardy, archiwum i katalog szkoleń czyta się bez niego.</p>"
        "<h2>Jakie dane i jak długo</h2>"
    ),
    _table(
        "",
        (
            ("Co", "Jak długo"),
            (
                (
                    "Konto: imię i nazwisko, adres e-mail, język, hasło zapisane tak, że nie da się go "
                    "odczytać, drugi krok logowania (dane zaszyfrowane)"
                ),
                "do usunięcia konta",
            ),
            (
                "Przynależność do urzędu, stanowisko, upoważnienia do obsługi",
                "do usunięcia konta; zapis, kto kiedy należał do urzędu, zostaje bez nazwiska",
            ),
            ("Zaproszenia do urzędu; kody wysłane do urzędu", "ważne 14 dni; ważne 7 dni"),
            ("Kody do logowania od koordynatora", "ważne 3 dni, na jedno zalogowanie"),
            (
                (
                    "Zgłoszenia, odpowiedzi, załączniki i historia sprawy; otrzymane e-maile w postaci, "
                    "w jakiej przyszły"
                ),
                "jak dokumentacja sprawy (patrz wyżej); po usunięciu konta bez nazwiska",
            ),
            (
                "E-maile, które wysłaliśmy",
                (
                    "treść wiadomości logowania znika po wysłaniu; pozostałe do usunięcia konta, "
                    "potem zostaje tylko fakt wysłania"
                ),
            ),
            ("Powiadomienia i ich ustawienia", "do usunięcia konta"),
            (
                "Zapisy na szkolenia i uwagi do organizatora",
                "uwagi do usunięcia konta; to, że miejsce było zajęte, zostaje bez nazwiska",
            ),
            ("Słowa w „Czy to pomogło?”", "rok po rozpatrzeniu; do usunięcia konta"),
            ("Pliki wysłane, ale nieużyte", "2 dni"),
        ),
    ),
    _text(
        "<h2>Kto je widzi</h2>"
        "<p>Zgłoszenie czyta osoba, która je złożyła, konsultanci jego kolejki i – jeśli nie jest "
        "zastrzeżone – koordynator jej urzędu oraz jednostka działająca za urząd na podstawie "
        "upoważnienia. Listę uczestników szkolenia widzą organizator i prowadzący. "
        "Danych nie sprzedajemy i nie podejmujemy na ich podstawie decyzji automatycznie.</p>"
        "<h2>Pliki cookie i pamięć przeglądarki</h2>"
        "<p>Używamy tylko niezbędnych plików cookie: sesji po zalogowaniu, ochrony formularzy "
        "i wybranego języka. W Twojej przeglądarce zapisujemy wybrany wygląd i szkice nieskończonych "
        "odpowiedzi. Nie śledzimy i nie wczytujemy niczego z obcych serwerów.</p>"
        "<h2>Twoje prawa</h2>"
        "<p>Możesz zapytać, jakie dane o Tobie mamy, i dostać ich kopię (art. 15), poprawić je (art. 16), "
        "żądać usunięcia (art. 17) lub ograniczenia (art. 18) i sprzeciwić się przetwarzaniu (art. 21). "
        "Czego nie wolno usunąć, bo wymaga tego prawo archiwalne, ograniczamy i mówimy, z jakiej podstawy. "
        "Napisz na adres podany wyżej. Skargę przyjmuje Prezes Urzędu Ochrony Danych Osobowych, "
        "ul. Stawki 2, 00-193 Warszawa (adres do potwierdzenia).</p>"
    ),
)

ENGLISH: Sequence[Block] = (
    _text("<h2>Who answers for the data</h2>"),
    CONTROLLER,
    _text(
        "<h2>Why we need data, and on which basis</h2>"
        "<p>The support point helps local governments with their digital tasks. We process data because "
        "that task in the public interest needs them (art. 6 (1) (e) GDPR), and we keep case files because "
        "archive law asks for it (art. 6 (1) (c) GDPR). An account is voluntary. Guidance, standards, "
        "the archive and the catalogue of training can be read without one.</p>"
        "<h2>Which data, and how long</h2>"
    ),
    _table(
        "",
        (
            ("What", "How long"),
            (
                (
                    "Account: name, e-mail address, language, password stored so that it cannot be read, "
                    "second factor (encrypted)"
                ),
                "until the account is erased",
            ),
            (
                "Membership of an office, position, mandates",
                "until the account is erased; who belonged to an office when stays, without a name",
            ),
            ("Invitations to an office; codes sent to an office", "valid 14 days; valid 7 days"),
            ("Codes to sign in, made by a coordinator", "valid 3 days, for one sign-in"),
            (
                "Tickets, answers, attachments and the history of a case; received mail as it came",
                "as case files (see above); without a name after the account is erased",
            ),
            (
                "Mail that we sent",
                (
                    "words of sign-in mail go once it is sent; other mail until the account is erased, "
                    "then only that it was sent stays"
                ),
            ),
            ("Notifications and their settings", "until the account is erased"),
            (
                "Enrolments in training and notes to organisers",
                "notes until the account is erased; that a place was taken stays, without a name",
            ),
            (
                "Words in “Did this page help?”",
                "a year after the decision, or until the account is erased",
            ),
            ("Files sent but not used", "2 days"),
        ),
    ),
    _text(
        "<h2>Who sees them</h2>"
        "<p>A ticket is read by the person who opened it, by the agents of its queue and, unless it is "
        "restricted, by the coordinator of their office and a body that acts for the office under a mandate. "
        "The list of participants is seen by organiser and trainer. We sell no data and take no "
        "automated decisions on them.</p>"
        "<h2>Cookies and the memory of your browser</h2>"
        "<p>We use necessary cookies only: the session after sign-in, the protection of forms and the chosen "
        "language. Your browser keeps the chosen look and drafts of unfinished answers. "
        "We do not track and load nothing from other servers.</p>"
        "<h2>Your rights</h2>"
        "<p>You may ask which data we hold about you and get a copy (art. 15), have them corrected (art. 16), "
        "erased (art. 17) or restricted (art. 18), and object to their processing (art. 21). What may not be "
        "erased because archive law forbids it is restricted, and we say on which ground. Write to the address "
        "above. Complaints are heard by the President of the Personal Data Protection Office, "
        "ul. Stawki 2, 00-193 Warsaw, Poland (address to be confirmed).</p>"
    ),
)
