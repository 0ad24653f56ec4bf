"""Words that mean the same to an office; used when asking, so that a change needs no indexing."""

# What a new installation begins with; editors keep the rows (`Synonym`).
FIRST_SYNONYMS: tuple[str, ...] = (
    "JST, jednostka samorządu terytorialnego, samorząd",
    "RODO, GDPR, ochrona danych osobowych",
    "IOD, inspektor ochrony danych",
    "KRI, krajowe ramy interoperacyjności",
    "EZD, elektroniczne zarządzanie dokumentacją",
    "BIP, biuletyn informacji publicznej",
    "SZBI, ISMS, system zarządzania bezpieczeństwem informacji",
    "KSC, krajowy system cyberbezpieczeństwa",
    "CUW, centrum usług wspólnych",
    "SWZ, specyfikacja warunków zamówienia",
    "PZP, prawo zamówień publicznych",
    "KPA, kodeks postępowania administracyjnego",
    "UoDO, ustawa o ochronie danych osobowych",
    "WCAG, dostępność cyfrowa",
    "MFA, 2FA, uwierzytelnianie dwuskładnikowe, weryfikacja dwuetapowa, drugi składnik logowania",
    "e-Doręczenia, doręczenia elektroniczne",
    "ePUAP, elektroniczna platforma usług administracji publicznej",
    "phishing, wyłudzanie danych",
    "ransomware, szyfrowanie danych dla okupu",
    "backup, kopia zapasowa",
)
# Words that carry no meaning of their own, in both languages; neither indexed nor asked for.
_STOP_WORDS = """
    a aby albo ale ani aż bardzo bez bo by być był była było były będzie będą ci co czy dla do gdy gdzie go
    i ich ile im inny iż ja jak jaka jakie jaki je jednak jego jej jest jestem jeśli jeżeli już kiedy kto
    która które którego której który których którym lecz lub ma mam mi mnie mogę moja moje może można mój
    my na nad nam nas nie niech nich nim niż no o od on ona one oni oraz po pod ponieważ pod poprzez
    powinien przed przez przy się są ta tak także tam te tego tej ten to tu twoja twoje twój ty tych tylko
    tym u w we wiele wszystkie wszystko z za ze że żeby
    the of and to in for is are be by with from how what which can at an or as it this that on
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
