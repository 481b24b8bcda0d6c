"""Tables and lists of figures, made up: the rows as the product writes them out, and questions for one cell.

The texts that people wrote questions over are prose. In a row there is no verb, the unit stands in the header and the place mostly only in
the title, so a reader of prose alone takes its right answer to be none.
"""

from random import Random
from typing import NamedTuple

#: What is counted, in which unit, and between which numbers; in Vietnamese and in English.
MEASURES = (
    ("sản lượng lúa", "tấn", "rice output", "tonnes", 400, 90_000),
    ("sản lượng cà phê", "tấn", "coffee output", "tonnes", 100, 40_000),
    ("sản lượng cá tra", "tấn", "pangasius output", "tonnes", 200, 60_000),
    ("diện tích rừng trồng", "ha", "planted forest area", "hectares", 20, 9_000),
    ("diện tích vải thiều", "ha", "lychee area", "hectares", 20, 3_000),
    ("dân số", "người", "population", "people", 900, 400_000),
    ("số hộ nghèo", "hộ", "number of poor households", "households", 3, 4_000),
    ("số học sinh", "em", "number of pupils", "pupils", 90, 30_000),
    ("số ca sốt xuất huyết", "ca", "number of dengue cases", "cases", 2, 2_500),
    ("số vụ cháy", "vụ", "number of fires", "fires", 1, 300),
    ("lượng mưa", "mm", "rainfall", "mm", 12, 900),
    ("mực nước", "m", "water level", "metres", 1, 40),
    ("doanh thu", "tỷ đồng", "revenue", "billion dong", 2, 9_000),
    ("lợi nhuận", "tỷ đồng", "profit", "billion dong", 1, 900),
    ("vốn đầu tư", "tỷ đồng", "investment", "billion dong", 5, 20_000),
    ("kim ngạch xuất khẩu", "triệu USD", "exports", "million USD", 3, 4_000),
    ("lượng khách", "lượt", "number of visitors", "visitors", 500, 900_000),
    ("giá thuê nhà", "nghìn đồng/m²", "rent", "thousand dong per m²", 20, 900),
    ("học phí", "nghìn đồng", "tuition fee", "thousand dong", 200, 60_000),
    ("điểm chuẩn", "điểm", "cut-off score", "points", 14, 30),
    ("mức tăng", "%", "growth", "per cent", 1, 60),
    ("tỷ lệ thất nghiệp", "%", "unemployment rate", "per cent", 1, 12),
)
PLACES = (
    "Tân Hưng", "Yên Sở", "Bình Lâm", "Phú Khê", "Đông Cuông", "Vĩnh Trạch", "Thạch Kim", "Nậm Lành", "Ea Bông", "Long Điền", "Mỹ Xuyên", "Gò Đậu",
    "Cát Tiến", "An Phước", "Sơn Kỳ", "Hòa Tịnh", "Đại Lãnh", "Bắc Lý", "Tam Giang", "Quế Hiệp", "Trà Côn", "Xuân Nộn", "Liên Mạc", "Bản Phố",
)  # fmt: skip
UNITS = ("xã", "phường", "huyện", "tỉnh", "trường", "công ty", "trạm", "hợp tác xã", "thôn")
KEYS = (("Năm", "năm", "in"), ("Tháng", "tháng", "in month"), ("Quý", "quý", "in quarter"), ("Đơn vị", "ở", "in"), ("Địa phương", "tại", "in"))
INTRODUCTIONS = (
    "Bảng dưới đây ghi số liệu của {place}.",
    "Số liệu cụ thể của {place} như sau:",
    "{place} vừa công bố số liệu mới nhất về {topic}.",
    "Theo báo cáo, {topic} của {place} có nhiều thay đổi trong thời gian qua.",
    "",
)
#: Of the questions, those for a row or column that the table lacks.
NOT_TOLD = 0.45


class Cell(NamedTuple):
    question: str
    language: str
    title: str
    text: str
    sentences: list[tuple[int, int]]
    #: None where the table lacks what is asked.
    span: tuple[int, int] | None


def table_question(rng: Random) -> Cell:
    """A table of one to three columns beside its keys, and a question for one of its cells or for one that it does not have."""
    place, elsewhere = (f"{rng.choice(UNITS)} {name}" for name in rng.sample(PLACES, 2))
    header, before_key, in_english = rng.choice(KEYS)
    *measures, absent = rng.sample(MEASURES, rng.randint(2, 4))
    *keys, absent_key = row_keys(header, rng)
    topic = measures[0][0]
    title = f"{upper(topic)} {place}" if rng.random() < 0.5 else f"Số liệu {place}"
    units_in_header, barred = rng.random() < 0.7, rng.random() < 0.15
    columns = [f"{upper(name)} ({unit})" if units_in_header else upper(name) for name, unit, *_ in measures]
    rows = [(upper(rng.choice(INTRODUCTIONS).format(place=place, topic=topic)), [])]
    if barred:
        rows.append((" | ".join([header, *columns]), []))
    for key in keys:
        row, spans = (key if barred or rng.random() < 0.3 else f"{header}: {key}"), []
        for at, (column, (_, unit, *_, low, high)) in enumerate(zip(columns, measures, strict=True)):
            row += (" | " if barred else f"{'; ' if at else ' — '}{column}: ")
            value = number(low, high, rng)
            spans.append((len(row), len(row) + len(value)))
            row += value if units_in_header else f"{value} {unit}"
        rows.append((row, spans))
    text, places = joined([row for row, _ in rows], rng)

    row, column = rng.randrange(len(keys)), rng.randrange(len(measures))
    start, end = rows[row - len(keys)][1][column]
    at = places[row - len(keys)][0]
    asked = (measures[column], place, keys[row])
    told = rng.random() >= NOT_TOLD
    if not told:
        asked = rng.choice(((absent, place, keys[row]), (measures[column], place, absent_key), (measures[column], elsewhere, keys[row])))
    question, language = ask(*asked, before_key, in_english, rng, named=not told)
    return Cell(question, language, title, text, [place for place in places if place[0] < place[1]], (at + start, at + end) if told else None)


def row_keys(header: str, rng: Random) -> list[str]:
    """What the rows are called, and at the end one of the same kind that has no row."""
    count = rng.randint(3, 7)
    if header == "Năm":
        first = rng.randint(1996, 2024 - count)
        keys = [str(first + at) for at in range(count)]
    elif header in ("Tháng", "Quý"):
        keys = [str(number) for number in rng.sample(range(1, 13 if header == "Tháng" else 5), min(count, 4))]
    else:
        keys = rng.sample(PLACES, count)
    last = keys.pop(rng.randrange(len(keys)))
    return [*(sorted(keys, key=int) if header in ("Tháng", "Quý") else keys), last]


def number(low: int, high: int, rng: Random) -> str:
    value = rng.randint(low, high)
    if high < 1000 and rng.random() < 0.4:
        return f"{value},{rng.randint(1, 9)}"
    return f"{value:,}".replace(",", ".")


def ask(measure: tuple, place: str, key: str, before_key: str, in_english: str, rng: Random, *, named: bool) -> tuple[str, str]:
    """A question for what the table says of a measure and key, and its language; `named` where it must say of which place."""
    name, unit, english, english_unit, *_ = measure
    short = place[next(at for at, letter in enumerate(place) if letter.isupper()) :]
    if rng.random() < 0.3:
        question = rng.choice((
            f"What was the {english} of {short} {in_english} {key}?",
            f"How many {english_unit} was the {english} of {short} {in_english} {key}?",
        ))  # fmt: skip
        return question, "en"
    of = rng.choice((f" {place}", f" của {place}", f" {short}", *([] if named else [""])))
    question = rng.choice((
        f"{upper(name)}{of} {before_key} {key} là bao nhiêu?",
        f"{upper(name)}{of} {before_key} {key} là bao nhiêu {unit}?",
        f"{upper(before_key)} {key}, {name}{of} đạt bao nhiêu {unit}?",
        f"{upper(name)}{of} {before_key} {key} bao nhiêu {unit}",
    ))  # fmt: skip
    return question, "vi"


def change_question(rng: Random) -> Cell:
    """Sentences that tell how several things rose or fell, with a sign or in words, and a question for one of them."""
    name = rng.choice(MEASURES)[0]
    places = rng.sample(PLACES, rng.randint(2, 5))
    unit = rng.choice(UNITS)
    absent = places.pop()
    sentences, changes = [], {}
    for place in places:
        rises, signed = rng.random() < 0.5, rng.random() < 0.5
        share = f"{rng.randint(1, 60)}{rng.choice(('', f',{rng.randint(1, 9)}'))}%"
        share = ("+" if rises else "-") + share if signed else share
        verb = "thay đổi" if signed else "tăng" if rises else "giảm"
        changes[place] = (share, rises)
        sentences.append(f"{upper(name)} của {unit} {place} {verb} {share}{rng.choice(('', ' so với năm trước', ' trong tháng qua'))}.")
    text, spans = joined(sentences, rng)
    told = rng.random() >= NOT_TOLD
    asked = rng.choice(places) if told else absent
    verb = rng.choice(("thay đổi", "tăng giảm", "tăng" if changes.get(asked, ("", True))[1] else "giảm"))
    question = f"{upper(name)} {rng.choice(('', 'của ', f'{unit} '))}{asked} {verb} bao nhiêu{rng.choice(('', ' phần trăm', ' %'))}?"
    span = None
    if told:
        share = changes[asked][0]
        start = text.index(share, text.index(asked))
        span = (start, start + len(share))
    return Cell(question, "vi", f"{upper(name)} các {unit} biến động", text, spans, span)


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def joined(sentences: list[str], rng: Random) -> tuple[str, list[tuple[int, int]]]:
    """The sentences as the text of a passage, a line each or in a row, with their places."""
    between = rng.choice(("\n", "\n\n", " "))
    places, at = [], 0
    for sentence in sentences:
        places.append((at, at + len(sentence)))
        at += len(sentence) + len(between)
    return between.join(sentences), places
