"""What the words of a source tell of cost, steps, ages, and how one takes part.

Careful rather than clever: nobody may be sent to steps, or to a price, that a rule read away. Where
words can be read in two ways, nothing is said.
"""

import re
from collections.abc import Iterator

from hearth.core.directory.activity import LOW_COST_PENCE, Cost, Way

POUNDS = re.compile(
    r"£\s*(\d{1,3}(?:,\d{3})+(?:\.\d\d?)?|\d+(?:\.\d\d?)?)|\b(\d+(?:\.\d\d)?)\s*(?:gbp|pounds?)\b",
    re.I,
)
PENCE = re.compile(r"(?<![\d.,£])(\d{1,2})\s?p\b", re.I)
FREE = re.compile(r"(?<!-)\bfree\b|\bno (?:cost|charge|fee)|\bnothing to pay", re.I)
FOR_ALL = (
    r"(?:all\b|every|any(?:one|body)\b(?! (?:on|with|who|over|under|aged|receiving|in))|attend|"
    r"join|come|use|access|enter|take part|residents|adults|the public|you\b|participants)"
)
FREE_BESIDE = re.compile(
    r"\bnot free\b|\bfeel free\b"
    r"|\bfree (?:on-?site |car |street )?(?:parking|trial|taster|refreshments|tea|coffee|lunch|"
    r"meal|food|wi-?fi|transport|phone|gift|creche|equipment|quote|consultation)"
    r"|\b(?:smoke|gluten|dairy|alcohol|drug|step|debt|toll|barrier|pain|stress|interest|hands)"
    r"[\s-]free\b"
    rf"|\bfree (?:of charge )?(?:for|to) (?!{FOR_ALL})|\bfree (?:if|when|with|on)\b"
    r"|\bfirst (?:\w+ ){1,3}(?:is |are )?free\b|\bfree (?:for the )?first\b",
    re.I,
)
CHARGED = re.compile(
    r"(?<!no )(?<!without )\ba (?:\w+ )?(?:charge|fee|cost)\b|\b(?:charges?|fees?|costs?) "
    r"(?:apply|applies|may|will|var)",
    re.I,
)


def cost_of(words: str, amounts: list[float]) -> Cost:
    """Return what it costs: the dearest that is named. `amounts`: named beside the words."""
    pence = [round(amount * 100) for amount in amounts]
    pence += [
        round(float((one or two).replace(",", "")) * 100) for one, two in POUNDS.findall(words)
    ]
    pence += [int(each) for each in PENCE.findall(words)]
    if pence and max(pence) > 0:
        return Cost.LOW if max(pence) <= LOW_COST_PENCE else Cost.PAID
    if pence and FREE_BESIDE.search(words):
        return Cost.UNKNOWN
    if pence or (FREE.search(FREE_BESIDE.sub(" ", words)) and not CHARGED.search(words)):
        return Cost.FREE
    return Cost.UNKNOWN


IS_STEP_FREE = r"(?:step[\s-]?free|wheel-?chair|level access|ramp|lifts?\b)"
DENIED = re.compile(
    rf"\b(?:no|not|without|un|non|isn't)[\s-]+(?:\w+\s+){{0,2}}{IS_STEP_FREE}"
    rf"(?!\s+(?:is |are )?(?:needed|required|necessary))"
    rf"|{IS_STEP_FREE}[\w\s]{{0,20}}[:–-]\s*(?:no|none)\b"
    rf"|{IS_STEP_FREE}[\w\s]{{0,20}}\b(?:not|isn't|out of order|broken|unavailable)\b",
    re.I,
)
UNSURE = re.compile(
    r"\b(?:limited|partial|partly|some|contact|ask|ring|call|phone|discuss|check|restricted|"
    r"arrange|enquire|request|if you)\b",
    re.I,
)
SAYS_STEP_FREE = re.compile(rf"\b{IS_STEP_FREE}", re.I)
NOT_NEEDED = re.compile(r"\bno \w+ (?:is |are )?(?:needed|required|necessary)\b", re.I)
STEPS = re.compile(r"\bsteps (?:up|only|to|at|into)\b", re.I)
UPSTAIRS = re.compile(r"\bupstairs\b|\b(?:first|second|1st|2nd|upper) floor\b", re.I)


def is_step_free(words: str) -> bool | None:
    """Say whether a place can be entered without steps; None: that is not said, or both are."""
    clauses = [NOT_NEEDED.sub("", each) for each in re.split(r"[.;,\n]|\bbut\b", words)]
    denied = any(DENIED.search(each) for each in clauses)
    said = [
        each for each in clauses
        if SAYS_STEP_FREE.search(each) and not DENIED.search(each) and not UNSURE.search(each)
    ]  # fmt: skip
    sure = " ".join(said)
    if not said:
        return False if denied or STEPS.search(words) or UPSTAIRS.search(words) else None
    if denied:
        return None
    over_steps = not STEPS.search(words) or re.search(r"\bramp|\blift", sure, re.I)
    gets_up = not UPSTAIRS.search(words) or re.search(r"\blift", sure, re.I)
    return True if over_steps and gets_up else None


ONLINE = re.compile(
    r"\bvirtual(?:ly)?\b|\bzoom\b|\bvideo (?:call|conferenc)|\bmicrosoft teams\b"
    r"|\b(?:held|meets?|meeting|run|delivered|sessions?|class(?:es)?|groups?|courses?|available|"
    r"offered|takes? place|hybrid|face[\s-]to[\s-]face (?:and|or)|in person (?:and|or)) "
    r"(?:(?:are|is|also|both|live) )*online\b"
    r"|\bonline (?:\w+ )?(?:groups?|class|sessions?|courses?|meetings?|workshops?|chat|support|"
    r"events?|community|choir|caf[eé]|programme|counselling|therapy|exercise|yoga|activit|coffee|club)"
    r"|\bonline (?:and|or) (?:in person|face)",
    re.I,
)
NOT_ONLINE = re.compile(
    r"\b(?:not|n't|no longer) (?:\w+ )?online\b|\b(?:safe|safety) online\b"
    r"|\bonline (?:safety|banking)"
    r"|\b(?:book|register|apply|find|refer|pay|join|sign up|shop|search)\w* (?:\w+ )?online\b",
    re.I,
)
ONE_TO_ONE = re.compile(
    r"\b(?:one|1)[\s-]?(?:to|2|:)[\s-]?(?:one|1)\b|\bbefriend|\bcounselling", re.I
)
GROUP = re.compile(
    r"(?<!\bage )(?<!ethnic )(?<!minority )\bgroups?\b|\bclub\b|\bclass(?:es)?\b|\bchoir\b"
    r"|\bcaf[eé]\b|\bmeet up",
    re.I,
)


def ways_of(words: str) -> Iterator[Way]:
    """Give the ways in which one takes part, as a description tells them."""
    if ONLINE.search(NOT_ONLINE.sub(" ", words)):
        yield Way.ONLINE
    if ONE_TO_ONE.search(words):
        yield Way.ONE_TO_ONE
    if GROUP.search(words):
        yield Way.GROUP


YEARS = r"(?:\s*(?:years?|yrs?)(?:[\s-]olds?| of age)?)?"
ABOUT_AGE = re.compile(r"\b(?:age[ds]?|years?|yrs?|olds?|children|young|adults|people|teen)", re.I)
BETWEEN = re.compile(rf"\b(\d{{1,2}}){YEARS}\s*(?:-|–|to|and)\s*(\d{{1,3}})\b{YEARS}", re.I)
AND_OVER = re.compile(
    rf"\b(\d{{1,3}})s?{YEARS}\s*(?:\+|(?:plus|(?:and|or) (?:over|above|older|upwards))\b)", re.I
)
GOES_ON = r"(?=s\b|\s*(?:$|[.,;)]|years?\b|yrs?\b|who\b|with\b|living\b|only\b|and\b|or\b))"
OVER = re.compile(rf"\b(?:over|above)(?: the age of)? (\d{{1,3}}){GOES_ON}", re.I)
UNDER = re.compile(rf"\b(?:under|below)(?: the age of)? (\d{{1,3}}){GOES_ON}", re.I)
A_NUMBER = re.compile(r"\d+")
NO_AGE = re.compile(r"\bbmi\b|£|%|\b\d+ (?:miles?|weeks?|months?|hours?|days?|minutes?)\b", re.I)


def ages_in(words: str) -> tuple[int | None, int | None]:
    """Return the least and the most age that words on who it is for name, where it is plain."""
    if NO_AGE.search(words) or len(words) > 300:
        return None, None
    numbers = A_NUMBER.findall(words)
    if len(numbers) == 2 and (found := BETWEEN.search(words)) and ABOUT_AGE.search(words):
        least, most = int(found[1]), int(found[2])
        return (least, most) if least < most <= 120 else (None, None)
    if len(numbers) != 1:
        return None, None
    if over := AND_OVER.search(words) or OVER.search(words):
        return _years(int(over[1])), None
    under = UNDER.search(words)
    return None, _years(int(under[1]) - 1) if under else None


def _years(found: int) -> int | None:
    return found if 1 <= found <= 100 else None
