"""Near misses without end: a question with a name, year or number exchanged for another of its kind.

The passage that answered the question says nothing of the new one, though all its other words are there.
"""

import re
from random import Random

from typing_ways import fold

NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])")
YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
#: Capitalised words side by side: two syllables or more of a name, or one that begins no sentence.
NAME = re.compile(r"(?<!^)(?<![.?!] )(?<!\w)[^\W\d_a-zà-ỹ]\w*(?: [^\W\d_a-zà-ỹ]\w*)*")
#: What must not become the name of another: months of English, and words that only begin a question.
NO_NAMES = {"I"}


def exchange(question: str, told: str, others: list[str], rng: Random) -> str | None:
    """`question` with something that stands in `told` exchanged for something that does not.

    `others` are texts about like things, which names of the same length come from. None where there is nothing to exchange.
    """
    known = f" {fold(told).lower()} "
    choices = []
    for match in NUMBER.finditer(question):
        if re.search(rf"(?<!\d){re.escape(match.group())}(?!\d)", told):
            choices.append((match.span(), other_number(match.group(), known, rng)))
    names = [name for text in others for name in NAME.findall(text)]
    for match in NAME.finditer(question):
        name = match.group()
        if name in NO_NAMES or f" {fold(name).lower()}" not in known:
            continue
        length = len(name.split())
        fitting = [other for other in names if len(other.split()) == length and fold(other).lower() not in known]
        if fitting:
            other = rng.choice(fitting)
            bare = fold(question) == question
            choices.append((match.span(), fold(other) if bare else other))
    choices = [choice for choice in choices if choice[1] is not None]
    if not choices:
        return None
    (start, end), other = rng.choice(choices)
    return question[:start] + other + question[end:]


def other_number(number: str, known: str, rng: Random) -> str | None:
    for _ in range(8):
        if YEAR.fullmatch(number):
            other = str(int(number) + rng.choice((-1, 1)) * rng.choice((1, 1, 2, 3, 5, 10)))
        elif number.isdigit() and len(number) <= 2:
            other = str(max(1, int(number) + rng.choice((-1, 1)) * rng.randint(1, 9)))
        else:
            digits = [str(rng.randint(1, 9)) if character.isdigit() else character for character in number]
            other = "".join(digits)
        if other != number and not re.search(rf"(?<!\d){re.escape(other)}(?!\d)", known):
            return other
    return None
