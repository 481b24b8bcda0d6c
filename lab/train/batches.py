"""Batches of texts that belong together: left, what is asked; right, what should be found."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

import templates
from ragged import Ragged, tokenize
from word_for_word import is_dictionary

#: Tokens of a left and of a right side.
LEFT, RIGHT = 40, 128
#: How often a sentence of a source is drawn, against 1 for the others. Machine translation and scripture less.
PAIR_WEIGHTS = {
    "evbnews_v1": 3.0,
    "songngu_baosongngu": 3.0,
    "tatoeba": 2.0,
    "dict_muse_en_vi": 2.0,
    "linux_kernel_docs_google_mt": 0.2,
    "microsoft_coop_md_machine_translated": 0.4,
    "docs_openclaw-docs-vi": 0.4,
    "3b1b_captions_mostly_google_nmt": 0.7,
    "bible_web_vie1934": 0.4,
}
#: Sources whose pairs stand in the order of a document, so that neighbours tell of the same.
IN_ORDER = {"evbnews_v1", "songngu_baosongngu", "d2l_vn", "3b1b_captions_mostly_google_nmt"}


class Batch(NamedTuple):
    left: Ragged
    right: Ragged


def join(first: Ragged, second: Ragged) -> Ragged:
    """Each sequence of `first` with that of `second` after it."""
    both = Ragged.concatenate([first.values, second.values])
    starts = np.stack([first.offsets[:-1], second.offsets[:-1] + len(first.values)], axis=1).ravel()
    lengths = np.stack([first.lengths(), second.lengths()], axis=1).ravel()
    ends = np.cumsum(lengths)
    positions = np.arange(ends[-1]) + np.repeat(starts - (ends - lengths), lengths)
    return Ragged(both.values[positions], np.concatenate([[0], ends[1::2]]))


class Batches:
    """Draws batches from the arrays of prepare.py, translate.py and choose_bigrams.py."""

    def __init__(self, cache: Path, tokenizer: Tokenizer, folded: np.ndarray, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.folded = folded
        self.continues = np.load(cache / "is-continuation.npy")
        self.articles = Ragged.load(cache / "articles")
        self.first_units = np.load(cache / "articles-first-units.npy")
        self.sentence_counts = np.diff(self.first_units) - 2
        usable = ~np.load(cache / "articles-excluded.npy")
        self.with_body = np.flatnonzero(usable & (self.sentence_counts > 2))
        self.without_body = np.flatnonzero(usable & (self.sentence_counts <= 2) & (self.unit_lengths(1) > 3))
        self.translations = Ragged.load(cache / "translations")
        self.translated_units = np.load(cache / "translations-units.npy")
        self.translated_articles = np.searchsorted(self.first_units, self.translated_units, side="right") - 1
        self.translated = np.flatnonzero(usable[self.translated_articles])
        self.english = Ragged.load(cache / "pairs-english")
        self.vietnamese = Ragged.load(cache / "pairs-vietnamese")
        sources = json.loads((cache / "pairs-sources.json").read_text())
        self._weigh_pairs(sources, np.load(cache / "pairs-excluded.npy"))
        self.questions_vietnamese = tokenize(tokenizer, templates.templates(templates.VIETNAMESE))
        self.questions_english = tokenize(tokenizer, templates.templates(templates.ENGLISH))
        #: Topic of each article; articles of one topic are drawn together once it is known.
        self.topics: np.ndarray | None = None

    def unit_lengths(self, unit: int) -> np.ndarray:
        """Tokens of the titles (0) or abstracts (1)."""
        first = self.first_units[:-1] + unit
        return self.articles.offsets[first + 1] - self.articles.offsets[first]

    def _weigh_pairs(self, sources: list[str], excluded: np.ndarray) -> None:
        weights = np.array([PAIR_WEIGHTS.get(source, 1.0) for source in sources])
        english, vietnamese = self.english.lengths(), self.vietnamese.lengths()
        dictionary = np.array([is_dictionary(source) for source in sources])
        # A translation is about as long as what it translates; where it is not, something is missing.
        ratio = (vietnamese + 4) / (english + 4)
        weights[(english == 0) | (vietnamese == 0) | (~dictionary & ((ratio < 0.5) | (ratio > 2.5)))] = 0
        weights[excluded] = 0
        # Up to two sentences on either side are added, and none of them may be one that is left out.
        near_excluded = np.convolve(excluded, np.ones(5), mode="same") > 0
        self.may_widen = np.array([source in IN_ORDER for source in sources]) & ~near_excluded
        self.sentence_pairs, self.sentence_chances = _chances(np.where(dictionary, 0, weights))
        # Common words more than rare ones, but far less so than they are more common.
        rarest = self._rarest_token(self.english)
        self.dictionary_pairs, self.dictionary_chances = _chances(
            np.where(dictionary, weights * (rarest + 1) ** 0.35, 0)
        )

    def _rarest_token(self, texts: Ragged) -> np.ndarray:
        """For each text how often its rarest token stands in all of them together."""
        frequency = np.bincount(texts.values)
        filled = texts.lengths() > 0
        rarest = np.zeros(len(texts), np.int64)
        rarest[filled] = np.minimum.reduceat(frequency[texts.values], texts.offsets[:-1][filled])
        return rarest

    # What may be drawn

    def vietnamese_batch(self, size: int, folded: bool) -> Batch:
        """A headline, abstract or sentence, and a paragraph of its article; `folded`: the left without diacritics."""
        bodies = size * 4 // 5
        first = self._from_bodies(self._draw(self.with_body, bodies))
        second = self._from_heads(self._draw(self.without_body, size - bodies))
        batch = Batch(_stack(first.left, second.left), _stack(first.right, second.right))
        left = self._as_question(batch.left, self.questions_vietnamese, most_dropped=0.5, chance=0.35)
        if folded:
            left = Ragged(self.folded[left.values], left.offsets)
        return Batch(left, batch.right)

    def translated_batch(self, size: int) -> Batch:
        """A text put into English word for word, and a paragraph of its article."""
        if self.topics is None:
            chosen = self.random.choice(self.translated, size)
        else:
            chosen = self._by_topic(self.translated, self.topics[self.translated_articles[self.translated]], size)
        left = self.translations.spans(chosen, chosen + 1, LEFT)
        units = self.translated_units[chosen]
        right = self._paragraphs(self.translated_articles[chosen], units, drop=self.random.random(size) < 0.2)
        return Batch(self._as_question(left, self.questions_english, most_dropped=0.5, chance=0.5), right)

    def sentence_batch(self, size: int) -> Batch:
        """English sentences, in runs from one document, and their translations, half of them with those around."""
        run = 16
        starts = self.random.choice(self.sentence_pairs, size // run, p=self.sentence_chances)
        chosen = np.minimum(starts[:, None] + np.arange(run), len(self.english) - 2).ravel()
        chosen = np.where(np.isin(chosen, self.sentence_pairs), chosen, np.repeat(starts, run))
        left = self.english.spans(chosen, chosen + 1, RIGHT)
        wide = self.may_widen[chosen] & (self.random.random(size) < 0.5)
        before = np.maximum(chosen - np.where(wide, self.random.integers(0, 3, size), 0), 0)
        after = np.minimum(chosen + 1 + np.where(wide, self.random.integers(0, 3, size), 0), len(self.english))
        right = self.vietnamese.spans(before, after, RIGHT)
        return Batch(self._as_question(left, self.questions_english, most_dropped=0.4, chance=0.4), right)

    def dictionary_batch(self, size: int) -> Batch:
        chosen = self.random.choice(self.dictionary_pairs, size, p=self.dictionary_chances)
        return Batch(self.english.spans(chosen, chosen + 1, LEFT), self.vietnamese.spans(chosen, chosen + 1, LEFT))

    # How it is drawn

    def _draw(self, articles: np.ndarray, size: int) -> np.ndarray:
        if self.topics is None or self.random.random() < 0.25:
            return self.random.choice(articles, size)
        return self._by_topic(articles, self.topics[articles], size)

    def _by_topic(self, items: np.ndarray, topics: np.ndarray, size: int, at_once: int = 64) -> np.ndarray:
        """Items of a few topics, so that what does not belong together is still much alike."""
        chosen: list[np.ndarray] = []
        while sum(map(len, chosen)) < size:
            members = items[topics == topics[self.random.integers(len(topics))]]
            chosen.append(self.random.choice(members, min(at_once, len(members)), replace=False))
        return np.concatenate(chosen)[:size]

    def _from_heads(self, articles: np.ndarray) -> Batch:
        titles = self.first_units[articles]
        return Batch(self.articles.spans(titles, titles + 1, LEFT), self.articles.spans(titles + 1, titles + 2, RIGHT))

    def _from_bodies(self, articles: np.ndarray) -> Batch:
        size = len(articles)
        kind = self.random.random(size)
        sentences = self.first_units[articles] + 2 + self.random.integers(0, self.sentence_counts[articles])
        lefts = np.where(
            kind < 0.2, self.first_units[articles], np.where(kind < 0.4, self.first_units[articles] + 1, sentences)
        )
        right = self._paragraphs(articles, lefts, drop=self.random.random(size) < 0.3)
        return Batch(self.articles.spans(lefts, lefts + 1, LEFT), right)

    def _paragraphs(self, articles: np.ndarray, units: np.ndarray, drop: np.ndarray) -> Ragged:
        """Sentences around `units`, half of them after the article's title; where `drop`, without the unit itself."""
        bodies = self.first_units[articles] + 2
        ends = self.first_units[articles + 1]
        in_body = units >= bodies
        anywhere = bodies + (self.random.random(len(units)) * np.maximum(ends - bodies - 2, 1)).astype(np.int64)
        starts = np.where(in_body, np.maximum(bodies, units - self.random.integers(0, 4, len(units))), anywhere)
        # The abstract stands before the first sentence of its article.
        starts = np.where(units == bodies - 1, bodies - 1, starts)
        lengths = self.articles.offsets[ends] - self.articles.offsets[starts]
        paragraphs = self.articles.spans(starts, ends, RIGHT)
        positions = np.repeat(self.articles.offsets[starts] - paragraphs.offsets[:-1], np.minimum(lengths, RIGHT))
        positions = positions + np.arange(len(paragraphs.values))
        owners = paragraphs.owners()
        within = (positions >= self.articles.offsets[units][owners]) & (
            positions < self.articles.offsets[units + 1][owners]
        )
        paragraphs = paragraphs.keep(~(within & drop[owners]))
        titles = self.first_units[articles]
        titled = (units != titles) & (self.random.random(len(units)) < 0.5)
        return join(self.articles.spans(titles, titles + titled, LEFT), paragraphs)

    def _as_question(self, left: Ragged, questions: Ragged, most_dropped: float, chance: float) -> Ragged:
        """Drops runs of two words, another share of each text, and puts words of a question before or after some."""
        size = len(left)
        owners = left.owners()
        words = np.cumsum(~self.continues[left.values])
        runs = (words + self.random.integers(0, 2, size)[owners]) // 2
        dropped = self.random.random(runs.max() + 1)[runs] < (self.random.random(size) * most_dropped)[owners]
        # Short texts would lose what they are about.
        dropped &= (left.lengths() > 6)[owners]
        left = left.keep(~dropped)
        drawn = self.random.integers(0, len(questions), size)
        side = self.random.random(size)
        before = questions.spans(drawn, drawn + (side < chance * 0.7), LEFT)
        after = questions.spans(drawn, drawn + ((side >= chance * 0.7) & (side < chance)), LEFT)
        return join(join(before, left), after)


def _chances(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    chosen = np.flatnonzero(weights)
    return chosen, weights[chosen] / weights[chosen].sum()


def _stack(first: Ragged, second: Ragged) -> Ragged:
    return Ragged(
        np.concatenate([first.values, second.values]),
        np.concatenate([first.offsets, first.offsets[-1] + second.offsets[1:]]),
    )
