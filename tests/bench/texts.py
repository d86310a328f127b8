"""The texts that are measured on: made from a seed, the same on every machine."""

import random

COMMON = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or "
    "had an they which one you were all her she there would their we him been has when who will no "
    "more if out so said what up its about than into them can only other new some could time these "
    "two may then do first any now such like our over man me even most made after also did many"
)
RARE = (
    "harbour ferry council subscriber editor reporter committee regulation quay transparency deadline "
    "analysis correspondent climate budget parliament evidence interview archive revenue tide crane"
)
ARABIC = (
    "في من على إلى أن هذا التي كان بعد قبل المدينة الميناء المجلس العبارة الصحفي المحرر القراء المقال "
    "الميزانية اللجنة اليوم الأسبوع وقال الوثائق التقرير السفن الرصيف البحر الخبر الجديد"
)
TYPED_LETTERS = 19  # as many keys as a keyboard of Xvfb does not use
_COMMON, _RARE, _ARABIC = COMMON.split(), RARE.split(), ARABIC.split()
# single words that stand nowhere else: where the caret goes
START, CUT, MIDDLE, END = "startmark", "cutmark", "middlemark", "endmark"
FRONT = "---\ntitle: What the harbour said\naccess: paid\n---\n\n"


def arabic_words() -> str:
    """Those that can be typed: words of no more than so many letters in all."""
    chosen: list[str] = []
    for word in _ARABIC:
        if len({*"".join(chosen), *word}) <= TYPED_LETTERS:
            chosen.append(word)
    return " ".join(chosen) + " "


class Writer:
    """Writes Markdown, and counts its words."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        self.parts: list[str] = []
        self.words = 0
        self.notes = 0
        self.sections = 0

    def add(self, *blocks: str) -> None:
        """Put blocks at the end, each apart from the next."""
        self.parts += blocks
        self.words += sum(len(block.split()) for block in blocks)

    def text(self) -> str:
        """All of it."""
        return "\n\n".join(self.parts) + "\n"

    def plain(self, count: int) -> list[str]:
        """That many words, with no markup."""
        return [
            self.draw.choice(_RARE if self.draw.random() < 0.15 else _COMMON) for _ in range(count)
        ]

    def marked(self, mark: str) -> None:
        """A plain paragraph with `mark` in its middle."""
        self.add(" ".join([*self.plain(30), mark, *self.plain(30)]).capitalize() + ".")

    def sentence(self, count: int) -> str:
        """One with a little emphasis, code and links."""
        words = self.plain(count)
        forms = ("**{}**", "*{}*", "[{0}](https://example.org/{0})", "`{}`", '"{}"')
        for at, word in enumerate(words):
            if self.draw.random() < 0.035:
                words[at] = self.draw.choice(forms).format(word)
        return " ".join(words).capitalize() + "."

    def paragraph(self) -> str:
        """Several sentences, 40 to 110 words."""
        return " ".join(
            self.sentence(self.draw.randint(8, 24)) for _ in range(self.draw.randint(3, 6))
        )

    def block(self) -> None:
        """Whatever comes next in an article."""
        kind = self.draw.random()
        if kind < 0.08:
            self.add("\n".join(f"- {self.sentence(10)}" for _ in range(4)))
        elif kind < 0.12:
            self.add(f"> {self.sentence(20)}")
        elif kind < 0.15:
            rows = (f"| {word} | {self.draw.randint(1, 99)} |" for word in self.plain(4))
            self.add("\n".join(("| what | how many |", "|---|---|", *rows)))
        elif kind < 0.17:
            self.add("```python\ndef tide(hour):\n    return hour + 1\n```")
        elif kind < 0.21:
            self.noted()
        elif kind < 0.29:
            self.sections += 1
            self.add(f"## Section {self.sections}: {' '.join(self.plain(4))}")
        else:
            self.add(self.paragraph())

    def noted(self) -> None:
        """A paragraph with a footnote, and the note."""
        self.notes += 1
        self.add(f"{self.paragraph()}[^{self.notes}]", f"[^{self.notes}]: {self.sentence(12)}")

    def article(self, words: int) -> str:
        """An article of about that many words, free for a third."""
        self.marked(START)
        marks = [(words / 3, CUT), (words / 2, MIDDLE)]
        while self.words < words - 60:
            if marks and self.words > marks[0][0]:
                _, mark = marks.pop(0)
                self.marked(mark)
                if mark == CUT:
                    self.add("<!--more-->")
            self.block()
        self.marked(END)
        return self.text()


def article(words: int) -> str:
    """An article with everything that articles have; all four marks are in it."""
    return Writer().article(words)


def long_paragraph() -> str:
    """Three paragraphs of 3,000 words each; START stands in the middle of the first."""
    writer = Writer(3)
    for mark in (START, MIDDLE, END):
        half = [" ".join(writer.sentence(15) for _ in range(100)) for _ in range(2)]
        writer.add(f"{half[0]} {mark} {half[1]}")
    return writer.text()


def arabic() -> str:
    """5,000 words from right to left."""
    writer = Writer(4)
    draw = writer.draw
    while writer.words < 5000:
        if writer.words > 100 and START not in " ".join(writer.parts):
            writer.add(
                " ".join([*draw.choices(_ARABIC, k=20), START, *draw.choices(_ARABIC, k=20)])
            )
        writer.add(" ".join(draw.choices(_ARABIC, k=draw.randint(30, 90))) + ".")
    return writer.text()


def pictures(count: int = 300) -> str:
    """5,000 words with that many pictures; they lie beside the text as `PICTURE`."""
    writer = Writer(5)
    writer.marked(START)
    for at in range(count):
        writer.add(writer.sentence(14), f"![Picture {at}](tide.png)")
    return writer.text()


def footnotes(count: int = 1000) -> str:
    """That many footnotes, each with its call."""
    writer = Writer(6)
    writer.marked(START)
    for at in range(1, count + 1):
        writer.add(f"{writer.sentence(14)[:-1]}[^{at}].", f"[^{at}]: {writer.sentence(8)}")
    return writer.text()


TEXTS = {
    "5k": lambda: article(5_000),
    "100k": lambda: article(100_000),
    "paragraph": long_paragraph,
    "arabic": arabic,
    "pictures": pictures,
    "footnotes": footnotes,
}
