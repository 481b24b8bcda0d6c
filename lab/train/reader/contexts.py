"""The texts that questions were written over, as articles for the product to index and questions for it to search.

    python contexts.py WORK

writes WORK/articles/ID.md and WORK/questions.json, which find-passages.ts reads.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[3]
TRAINING = REPOSITORY.parent / "shared" / "training"
#: Questions written for this project over passages of vi-articles.jsonl.gz: numbers of lines and characters, no text of theirs.
WRITTEN = Path(__file__).parent / "questions"
#: Its titles are the questions themselves.
TITLES_TELL = {"mailong25"}
#: Words of a text that stand in for a title.
TITLE_WORDS = 8


class Question(NamedTuple):
    id: str
    text: str
    language: str
    #: The words that answer, each as often as annotators marked it; empty where the context does not tell.
    answers: list[str]


class Context(NamedTuple):
    id: str
    source: str
    title: str
    text: str
    language: str
    questions: list[Question]


def read_contexts() -> Iterator[Context]:
    """Every context of ../shared/training/reading and of this folder's questions, in a fixed order."""
    for path in sorted((TRAINING / "reading").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if line.strip():
                    yield context_of(f"{path.name.split('.')[0]}-{number:05d}", json.loads(line))
    yield from read_written()


def context_of(identity: str, entry: dict) -> Context:
    questions = [
        Question(f"{identity}-{at}", " ".join(asked["q"].split()), asked["lang"], [a["text"] for a in asked["answers"]])
        for at, asked in enumerate(entry["questions"])
    ]
    title = "" if entry["source"] in TITLES_TELL else entry.get("title") or ""
    return Context(identity, entry["source"], title, entry["context"], entry["lang_context"], questions)


def read_written() -> Iterator[Context]:
    """Contexts of questions/*.jsonl, whose texts are in vi-articles.jsonl.gz."""
    entries: dict[int, list[tuple[str, dict]]] = {}
    for path in sorted(WRITTEN.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            entry = json.loads(line)
            entries.setdefault(entry["line"], []).append((f"{path.stem}-{number:05d}", entry))
    if not entries:
        return
    with gzip.open(TRAINING / "vi-articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            for identity, entry in entries.get(number, []):
                article = json.loads(line)
                text = article["body"][entry["start"] : entry["end"]]
                questions = [
                    Question(
                        f"{identity}-{at}",
                        asked["q"],
                        asked["lang"],
                        [text[asked["start"] : asked["end"]]] if "start" in asked else [],
                    )
                    for at, asked in enumerate(entry["questions"])
                ]
                yield Context(identity, "own3", article["title"], text, "vi", questions)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    work = parser.parse_args().work
    articles = work / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    questions = []
    for context in read_contexts():
        title = context.title or " ".join(context.text.split()[:TITLE_WORDS])
        text = "\n\n".join(line.strip() for line in context.text.split("\n") if line.strip())
        front = f"---\ntitle: {json.dumps(' '.join(title.split()), ensure_ascii=False)}\n---\n\n"
        (articles / f"{context.id}.md").write_text(front + text + "\n", encoding="utf-8")
        questions += [{"id": question.id, "text": question.text} for question in context.questions]
    (work / "questions.json").write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
    print(f"{len(list(articles.iterdir()))} articles, {len(questions)} questions")


if __name__ == "__main__":
    main()
