"""Vietnamese put into English word for word, from the dictionaries among the training pairs.

English questions about Vietnamese articles are what the pairs hold least of. For a model that adds up words, a
headline with each word replaced by a likely translation is nearly as good as a real one.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from text import Pair, fold

LONGEST_PHRASE = 4
#: Sources of sentences translated by people, which tell the likely translations of a word from the unlikely.
EXEMPLARY = {"evbnews_v1", "songngu_baosongngu", "tatoeba"}
_WORD = re.compile(r"\w+(?:[.,/]\d+)*|[^\w\s]")
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]")
_ENGLISH_PREFIX = re.compile(r"^(?:to|a|an|the) ")
#: What a gloss puts before a word to make a noun or an adverb of it.
_VIETNAMESE_PREFIX = re.compile(r"^(?:sự|việc|tính|một cách|thuộc|làm|bị|được|cái|con|chiếc) (?=\S+ \S)")


def is_dictionary(source: str) -> bool:
    return source.endswith("_word") or source == "dict_muse_en_vi"


def _senses(gloss: str, prefix: re.Pattern[str], most: int) -> list[str]:
    senses = (prefix.sub("", sense.strip().lower()) for sense in re.split("[;,]", _BRACKETED.sub("", gloss)))
    return [sense for sense in senses if 1 <= len(sense.split()) <= most]


class WordForWord:
    """Translations of Vietnamese words, weighted by how often both stand in a pair of sentences."""

    def __init__(self, pairs: Iterable[Pair], seed: int = 0) -> None:
        self.random = random.Random(seed)
        candidates: dict[str, set[str]] = defaultdict(set)
        sentences: list[Pair] = []
        for pair in pairs:
            if not is_dictionary(pair.source):
                if pair.source in EXEMPLARY:
                    sentences.append(pair)
                continue
            for english in _senses(pair.english, _ENGLISH_PREFIX, 3):
                for vietnamese in _senses(pair.vietnamese, _VIETNAMESE_PREFIX, LONGEST_PHRASE):
                    candidates[vietnamese].add(english)
        self.phrases: dict[str, tuple[list[str], list[float]]] = {
            phrase: (list(translations), []) for phrase, translations in candidates.items()
        }
        self._weigh(sentences)

    def _weigh(self, sentences: list[Pair]) -> None:
        frequency: Counter[str] = Counter()
        together: Counter[tuple[str, str]] = Counter()
        for pair in sentences:
            words = re.findall(r"[a-z]+", pair.english.lower())
            present = {*words, *(f"{first} {second}" for first, second in pairwise(words))}
            frequency.update(present)
            for phrase, _ in self._segments(_WORD.findall(pair.vietnamese)):
                if phrase in self.phrases:
                    together.update(
                        (phrase, english)
                        for english in self.phrases[phrase][0]
                        if english in present or f"{english}s" in present
                    )
        for phrase, (translations, weights) in self.phrases.items():
            # Words that stand everywhere ("the", "to") are weighed down; a translation that never was seen in its
            # place keeps a small chance.
            weights.extend(
                together[phrase, english] ** 2 / (frequency[english] + 10) + 0.001 * min(frequency[english] + 1, 10)
                for english in translations
            )

    def _segments(self, words: list[str]) -> Iterable[tuple[str, bool]]:
        """The longest phrases of the dictionary from left to right; what is in none comes word by word.

        With each: whether it is a single capitalised word within a sentence, so a part of a name.
        """
        lowered = [word.lower() for word in words]
        position = 0
        while position < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - position), 1, -1):
                phrase = " ".join(lowered[position : position + length])
                if phrase in self.phrases:
                    yield phrase, False
                    position += length
                    break
            else:
                yield lowered[position], position > 0 and words[position][0].isupper()
                position += 1

    def translate(self, text: str) -> str:
        """Names and unknown words come without diacritics, as an English text has them."""
        translated = []
        for phrase, is_name in self._segments(_WORD.findall(text)):
            if is_name or phrase not in self.phrases:
                translated.append(fold(phrase))
            else:
                translated.extend(self.random.choices(*self.phrases[phrase]))
        return " ".join(translated)
