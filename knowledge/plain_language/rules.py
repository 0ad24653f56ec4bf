"""What makes a sentence hard to read, as patterns: a hint for the writer, wrong now and then, never a bar.

Polish first: advice of plain-language guides for offices (short sentences, verbs instead of nouns made of them,
who does what instead of what is done), then the same for English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_SENTENCE = 25  # words; both languages
HEAPED_NOUNS = 3  # nouns made of verbs in one sentence
VOWELS = {"pl": re.compile(r"i?[aeouyóąę]|i"), "en": re.compile(r"[aeiouy]+")}
LONG_WORD = {"pl": 4, "en": 3}  # syllables, as the fog index counts in each language


@dataclass(frozen=True)
class Language:
    """`passive` and `wordy` find phrases; `noun` a word made of a verb."""

    passive: re.Pattern
    noun: re.Pattern
    wordy: Mapping[re.Pattern, str]  # what to write instead; "" where only leaving it out helps


def _words(pattern: str) -> re.Pattern:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


POLISH = Language(
    passive=_words(
        r"zosta(?:je|ją|ł|ła|ło|li|ły|nie|ną|ć)(?: \w+)? \w{3,}(?:n[yaei]|on[yae]|t[yae]|eni|ci)"
        r"|(?:jest|są|był|była|było|były|byli|być|będzie|będą) \w{3,}(?:any|ana|ane|ani|ony|ona|one|eni)"
        r"|\w{4,}(?:owano|adzono|ożono|iono|ęto)"
    ),
    # Not adverbs: „samodzielnie”, „oczywiście”.
    noun=_words(r"\w{3,}(?:[aeęo]ni|(?<!ś)ci)(?:e|a|u|em|ach|ami)"),
    wordy={
        _words(r"w celu"): "żeby",
        _words(r"celem (?=\w+(?:nia|cia))"): "żeby",
        _words(r"w przypadku gdy"): "gdy",
        _words(r"z uwagi na fakt,? (?:że|iż)"): "bo",
        _words(r"w związku z (?:powyższym|czym)"): "dlatego",
        _words(r"dokon(?:ać|uje|ują|ywać|aj|ajcie)"): "",
        _words(r"przedmiotow(?:y|a|e|ego|ej|ym|ych)"): "ten",
        _words(r"niniejsz(?:y|a|e|ego|ej|ym|ych)"): "ten",
        _words(r"w dniu dzisiejszym"): "dzisiaj",
        _words(r"win(?:ien|na|no|ni)"): "musi",
        _words(r"w zakresie"): "",
        _words(r"iż"): "że",
        _words(r"posiada"): "ma",
    },
)
ENGLISH = Language(
    passive=_words(r"(?:is|are|was|were|be|been|being)(?: \w+ly)? \w{2,}(?:ed|wn|ten|ken)"),
    noun=_words(r"\w{4,}(?:tion|sion|ment|ance|ence)s?"),
    wordy={
        _words(r"in order to"): "to",
        _words(r"prior to"): "before",
        _words(r"in the event (?:that|of)"): "if",
        _words(r"with regards? to"): "about",
        _words(r"utili[sz]e[sd]?"): "use",
        _words(r"due to the fact that"): "because",
        _words(r"at this point in time"): "now",
    },
)
RULES = {"pl": POLISH, "en": ENGLISH}
