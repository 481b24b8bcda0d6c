"""What the reader learns from: a question beside a passage, with the words that answer or none."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from contexts import Context, Question, read_contexts
from exchange import NAME, YEAR, exchange
from tables import change_question, table_question
from typing_ways import as_typed, fold, for_several, is_bare

#: How often a question that its passage answers also comes beside …
WITHOUT_ANSWER = 0.3  # … that passage with the sentences that answer taken out
LOOKALIKE = 0.2  # … another passage that the product's search finds for it
EXCHANGED = 0.22  # … that passage, with a name or number of the question exchanged
#: … and one whose passage does not tell, beside another passage.
LOOKALIKE_OF_UNTOLD = 0.2
#: How many of the passages found are taken for lookalikes: those that are read.
LOOKED_AT = 8
#: How often a question is followed by one over a table, and by one over changes, both made up.
TABLE, CHANGE = 0.05, 0.025
#: Shorter passages are no passage of the product's, but for whole articles.
LEAST_LEFT = 150
#: Share of questions typed without diacritics whose passage is read without them, too.
BOTH_FOLDED = 0.6
#: Share of passages of which only some sentences are shown, and their characters at most: what they cost is the square of their length.
CROPPED = 0.5
MOST_OF_CROPPED = 380


class Passage(NamedTuple):
    article: str
    title: str
    text: str
    sentences: list[tuple[int, int]]


class Example(NamedTuple):
    question: str
    title: str
    text: str
    #: Character offsets into `text`; None where it does not tell.
    span: tuple[int, int] | None


@dataclass
class Row:
    """A question with the passages that answer it, and those that only look like it."""

    question: Question
    source: str
    #: Passages of its own context, and where the answers stand in them.
    told: list[tuple[Passage, list[tuple[int, int]]]] = field(default_factory=list)
    #: The passage of its context that does not tell, nearest first.
    untold: list[Passage] = field(default_factory=list)
    lookalikes: list[Passage] = field(default_factory=list)
    #: Times an epoch.
    times: int = 1


def read_rows(work: Path, rng: Random) -> list[Row]:
    """All questions, with what find-passages.ts found for them in `work`."""
    passages = [Passage(**{**entry, "sentences": [tuple(s) for s in entry["sentences"]]}) for entry in lines_of(work / "passages.jsonl")]
    found = {entry["id"]: [passages[line] for line in entry["passages"][:LOOKED_AT]] for entry in lines_of(work / "found.jsonl")}
    by_article: dict[str, list[Passage]] = {}
    for passage in passages:
        by_article.setdefault(passage.article, []).append(passage)
    rows = []
    for context in read_contexts():
        own = by_article.get(context.id, [])
        if not context.title:
            own = [passage._replace(title="") for passage in own]
        for question in context.questions:
            row = row_of(context, question, own, found.get(question.id, []))
            if row is not None:
                rows.append(row)
    return weigh(rows, rng)


def lines_of(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def row_of(context: Context, question: Question, own: list[Passage], found: list[Passage]) -> Row | None:
    row = Row(question, context.source)
    answers = [" ".join(answer.split()) for answer in question.answers]
    for passage in own:
        spans = spans_of(answers, passage.text)
        if spans:
            row.told.append((passage, spans))
        else:
            row.untold.append(passage)
    if answers and not row.told:
        return None
    order = {id(passage.text): at for at, passage in enumerate(found)}
    row.untold.sort(key=lambda passage: order.get(id(passage.text), LOOKED_AT))
    if not answers and not row.untold:
        return None
    lowered = [answer.lower() for answer in answers]
    row.lookalikes = [
        passage
        for passage in found
        if passage.article != context.id and not any(answer in passage.text.lower() for answer in lowered)
    ]
    return row


def spans_of(answers: list[str], text: str) -> list[tuple[int, int]]:
    """Where answers stand, at word boundaries; the first place of each."""
    spans = set()
    for answer in answers:
        match = re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text) if answer else None
        if match is None and answer in text:
            start = text.index(answer)
            spans.add((start, start + len(answer)))
        elif match is not None:
            spans.add(match.span())
    return sorted(spans)


def weigh(rows: list[Row], rng: Random) -> list[Row]:
    """Near misses that people wrote come three times an epoch, other questions across languages twice; of the English sets a part."""
    kept = []
    english = 0
    for row in rng.sample(rows, len(rows)):
        written = row.source.startswith("own")
        if row.source in ("squad1_cs224n", "nq_litm"):
            english += 1
            if english > 3000:
                continue
        if written and not row.told:
            row.times = 3
        elif row.question.language == "en" and (written or row.source == "mlqa_dev"):
            row.times = 2
        kept.append(row)
    return kept


def epoch(rows: list[Row], rng: Random) -> Iterator[Example]:
    """Every row as often as it is to come, in random order, typed and paired anew each time; among them questions over tables."""
    order = [row for row in rows for _ in range(row.times)]
    rng.shuffle(order)
    for row in order:
        for question, passage, span in paired(row, rng):
            if rng.random() < CROPPED:
                whole = passage.text
                passage, span = cropped(question, passage, span, rng)
                passage = headed(question, passage, whole)
            yield typed(row.question.language, question, passage, span, rng)
        for share, made_up in ((TABLE, table_question), (CHANGE, change_question)):
            if rng.random() < share:
                asked = made_up(rng)
                yield typed(asked.language, asked.question, Passage("", asked.title, asked.text, asked.sentences), asked.span, rng)


def paired(row: Row, rng: Random) -> Iterator[tuple[str, Passage, tuple[int, int] | None]]:
    question = row.question.text
    if not row.told:
        yield question, row.untold[0] if rng.random() < 0.8 else rng.choice(row.untold), None
        if row.lookalikes and rng.random() < LOOKALIKE_OF_UNTOLD:
            yield question, rng.choice(row.lookalikes), None
        return
    passage, spans = rng.choice(row.told)
    yield question, passage, rng.choice(spans)
    if rng.random() < WITHOUT_ANSWER:
        rest = without(passage, spans)
        if rest is not None:
            yield question, rest, None
    negatives = row.untold + row.lookalikes
    if negatives and rng.random() < LOOKALIKE:
        yield question, rng.choice(negatives), None
    if rng.random() < EXCHANGED:
        other = exchange(question, passage.title + ". " + passage.text, [p.title + ". " + p.text for p in row.lookalikes], rng)
        if other is not None:
            yield other, passage, None


def without(passage: Passage, spans: list[tuple[int, int]]) -> Passage | None:
    """The passage with the sentences that answer taken out; None where the rest is short, or still has the words."""
    kept = [(a, b) for a, b in passage.sentences if not any(start < b and end > a for start, end in spans)]
    rest, places = "", []
    for a, b in kept:
        start = len(rest) + 1 if rest else 0
        rest = f"{rest} {passage.text[a:b]}" if rest else passage.text[a:b]
        places.append((start, len(rest)))
    if len(rest) < LEAST_LEFT or any(passage.text[start:end].lower() in rest.lower() for start, end in spans):
        return None
    return passage._replace(text=rest, sentences=places)


def cropped(question: str, passage: Passage, span: tuple[int, int] | None, rng: Random) -> tuple[Passage, tuple[int, int] | None]:
    """Some sentences in a row: around the answer, or around the one that shares the most words with the question."""
    sentences = passage.sentences
    if len(passage.text) <= MOST_OF_CROPPED or len(sentences) < 2:
        return passage, span
    if span is None:
        asked = words_of(question)
        kept = max(range(len(sentences)), key=lambda at: len(asked & words_of(passage.text[slice(*sentences[at])])) + rng.random())
        first = last = kept
    else:
        holding = [at for at, (start, end) in enumerate(sentences) if start < span[1] and end > span[0]]
        if not holding:
            return passage, span
        first, last = holding[0], holding[-1]
    while True:
        grown = [(first - 1, last), (first, last + 1)]
        fitting = [(a, b) for a, b in grown if a >= 0 and b < len(sentences) and sentences[b][1] - sentences[a][0] <= MOST_OF_CROPPED]
        if not fitting:
            break
        first, last = rng.choice(fitting)
    start, end = sentences[first][0], sentences[last][1]
    if span is not None and not start <= span[0] < span[1] <= end:
        return passage, span
    shown = [(a - start, b - start) for a, b in sentences[first : last + 1]]
    moved = None if span is None else (span[0] - start, span[1] - start)
    return passage._replace(text=passage.text[start:end], sentences=shown), moved


def headed(question: str, passage: Passage, whole: str) -> Passage:
    """The passage with those names and years of the question in its title that only the rest of its text has, as the product heads it."""
    shown = f"{passage.title} {passage.text}"
    named = [*NAME.findall(question), *YEAR.findall(question)]
    elsewhere = [name for name in named if name in whole and name not in shown]
    return passage._replace(title=", ".join([passage.title, *elsewhere])) if elsewhere and passage.title else passage


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text).lower()))


def typed(language: str, question: str, passage: Passage, span: tuple[int, int] | None, rng: Random) -> Example:
    text, title = passage.text, passage.title
    question = for_several(question, rng)
    if language == "vi":
        question = as_typed(question, rng)
        if is_bare(question) and rng.random() < BOTH_FOLDED and len(fold(text)) == len(text):
            text, title = fold(text), fold(title)
    elif rng.random() < 0.1:
        question = question.lower().rstrip("?. ")
    return Example(question, title, text, span)
