"""Questions as people type them: without diacritics, in chat spelling, with slips."""

import re
import sys
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))
from text import fold  # noqa: E402, F401

#: Chat spellings of common words, and of places and offices that are abbreviated.
CHAT = {
    "không": ("ko", "k", "hok", "hông", "kg"),
    "được": ("đc", "dc", "đk"),
    "với": ("vs", "zới"),
    "mọi người": ("mn",),
    "như thế nào": ("ntn", "sao v"),
    "bao nhiêu": ("bn", "bnhiu", "bao nhiu"),
    "gì": ("j", "gì z", "gì v", "ji"),
    "rồi": ("r", "rùi"),
    "trước": ("trc", "trc"),
    "người": ("ng", "ngta"),
    "những": ("nhg", "mấy"),
    "ở đâu": ("ở đâu z", "chỗ nào", "đâu v"),
    "khi nào": ("lúc nào", "bao h", "hồi nào"),
    "hôm qua": ("hqua",),
    "quá": ("wá", "qá"),
    "làm": ("lm",),
    "nào": ("nào v", "nèo"),
    "biết": ("bít", "bik"),
    "bây giờ": ("bh", "bây h"),
    "việt nam": ("vn", "VN"),
    "hà nội": ("hn", "HN"),
    "sài gòn": ("sg", "SG"),
    "thành phố hồ chí minh": ("tphcm", "hcm", "sg"),
    "tp hcm": ("sg", "hcm"),
    "đà nẵng": ("đn",),
    "thành phố": ("tp",),
    "bệnh viện": ("bv",),
    "chủ tịch": ("ct",),
    "giám đốc": ("gđ",),
    "công an": ("ca",),
    "học sinh": ("hs",),
    "sinh viên": ("sv",),
    "ủy ban nhân dân": ("ubnd",),
    "trung quốc": ("tq",),
    "hàn quốc": ("hq",),
    "tổng thống": ("tt",),
    "vì sao": ("sao", "vì s"),
    "tại sao": ("sao", "tsao"),
    "nhiêu tiền": ("nhiu tiền", "nhiu"),
}
OPENINGS = ("mn ơi ", "ad ơi ", "cho hỏi ", "ai bít ")
ENDINGS = (" v", " z", " vậy", " ạ", " nhỉ", " thế", " á")


#: Share of the questions for one that ask for all there are, where they can.
SEVERAL = 0.15
ONE_AND_SEVERAL = (
    (re.compile(r"^Ai(?= )"), "Những ai"),
    (re.compile(r"(?<= là )ai(?=\W*$)"), "những ai"),
    (re.compile(r"(?<= )gì(?=\W*$)"), "những gì"),
    (re.compile(r"(?<= ở )đâu(?=\W*$)"), "những đâu"),
    (re.compile(r"^Who (?:is|was)(?= the )"), "Who are"),
)


def for_several(question: str, rng: Random) -> str:
    """Now and then a question for one of something as one for all of them: what answers is the same."""
    if rng.random() < SEVERAL:
        for one, several in ONE_AND_SEVERAL:
            question = one.sub(several, question)
    return question


def is_bare(text: str) -> bool:
    """Whether a text has no diacritics."""
    return fold(text) == text


def as_typed(question: str, rng: Random) -> str:
    """A Vietnamese question in one of the ways that it may be typed; mostly as it was written."""
    way = rng.random()
    if way < 0.2:
        return bare(question, rng)
    if way < 0.3:
        return in_chat(question, rng)
    if way < 0.36:
        return question.lower().rstrip("?. ")
    if way < 0.39:
        return slip(question, rng)
    return question


def bare(question: str, rng: Random) -> str:
    folded = fold(question)
    return folded.lower().rstrip("?. ") if rng.random() < 0.7 else folded


def in_chat(question: str, rng: Random) -> str:
    text = question.lower().rstrip("?. ")
    for word, spellings in CHAT.items():
        if word in text and rng.random() < 0.7:
            text = f" {text} ".replace(f" {word} ", f" {rng.choice(spellings)} ").strip()
    if rng.random() < 0.2:
        text = rng.choice(OPENINGS) + text
    if rng.random() < 0.3:
        text += rng.choice(ENDINGS)
    if rng.random() < 0.3:
        text = fold(text)
    return slip(text, rng) if rng.random() < 0.2 else text


def slip(text: str, rng: Random) -> str:
    """A letter left out, or two exchanged."""
    if len(text) < 12:
        return text
    at = rng.randrange(3, len(text) - 2)
    return text[:at] + text[at + 1 :] if rng.random() < 0.5 else text[:at] + text[at + 1] + text[at] + text[at + 2 :]
