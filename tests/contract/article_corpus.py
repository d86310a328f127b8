"""Articles for what is sent to be tried on: each construct alone, and sixty that use every one of them."""

from random import Random

PICTURES = ("quay.png", "odd name (1).png")
LONG = 60
_FIRST, _SECOND = PICTURES[0], "<odd name (1).png>"
CONSTRUCTS = {
    "paragraph": "The crews met at the old customs house, and nobody from the board came.",
    "soft breaks": "One line\nand the next\nhttps://example.org/alone-on-its-line\nand on.",
    "hard break": "Harbour Street 4  \nThe Quay  \nhttps://example.org/",
    "marks": "**Bold *and italic***, *italic*, ~~struck~~, ==marked==, H<sub>2</sub>O, 10<sup>th</sup>.",
    "inline code": "Type `if a < b && c: [x]` or ``a ` tick``, then `--` and `&amp;`.",
    "links": 'A [link](https://example.org/?a=1&b=2), one [with a title](https://example.org/ "The\n'
    '"title" & [more]"), <mail@example.org>, [next](a/b:c) and [brackets](https://example.org/a[b]).',
    "brackets": "“[He] said [sic] that [gallery ids=1] and [/membership] and [1] were [the] same.”",
    "signs": "R&D, 2 < 3 > 1, “quotes” 'single' \"double\", an em—dash, 10\u00a0km, so\u00adft, &copy; &lt;b&gt;"
    " --> <!-- gone --> back\\slash {curly} $1 % 🎈 e\u0301.",
    "scripts": "سلام، هذا ميناء (عبارة)، 漢字とかな、Ελληνικά, עברית, ไทย, हिन्दी.",
    "lone address": "https://example.org/a-page?x=1&y=2",
    "abbreviation": 'The HB met.\n\n*[HB]: Harbour Board, the "old" [one] & its heirs',
    "raw tags": 'Press <kbd>Ctrl</kbd>, a <span lang="fr">mot</span>, <q>quoted</q>, <small>small</small>,'
    ' <a href="https://example.org/?a&b" title="[x]">raw</a>, <time datetime="2021-07-11">then</time>.',
    "headings": "# One\n\n## Two & <three>\n\n### *Three* `x`\n\n#### Four\n\n##### Five\n\n###### [Six]",
    "list": "- one\n- **two** & [three](https://example.org/)\n- [four] – 5 < 6",
    "numbered list": "7. seven\n8. eight\n9. nine",
    "nested list": "- outer\n    1. inner\n    2. second\n        - innermost [x]\n- outer again",
    "loose list": "- one\n\n- two\n\n    its second paragraph",
    "list with a figure": f'- Look:\n\n    ![A quay & a "lamp"]({_FIRST} "Seen © Ada")\n\n- and on',
    "list with code and a quote": "1. Run\n\n        a < b && [c]\n\n2. and\n\n    > read [this]",
    "list of addresses": "- https://youtu.be/dQw4w9WgXcQ\n- https://example.org/",
    "quote": "> Nobody counted the boats.\n>\n> Nobody & nothing [at all].",
    "quote with more in it": f'> ## Heard\n>\n> - one\n> - two\n>\n> ![A quay]({_FIRST} "Cap")\n>\n> > deeper\n>\n> | a |\n> |---|\n> | 1 |',
    "pull quote": ">> Nobody *counted* the [boats] & the < rest,\n>> not even\u00a0the board.",
    "pull quote with its speaker": ">> Nobody counted the boats.\n>> — **Mara** [Lind](https://example.org/), pilot",
    "pull quote of an address": ">> https://example.org/\n>>\n>> -- A sign on the quay",
    "figure": f'![A "grey" quay & [more] < less &amp; &lt;]({_FIRST} "The quay > the sea, [seen]. © Ada & Bo")',
    "figure without words": f"![]({_SECOND})",
    "figure with a credit alone": f'![Odd]({_SECOND} "© Ada")',
    "figure from elsewhere": '![Far](https://elsewhere.example/x.png?a=1&b=2 "Over there")',
    "picture in the text": f'Here ![a "quay" [x] &lt;]({_FIRST} "title") stands in [![y]({_SECOND})](https://example.org/) text.',
    "gallery": f'![One]({_FIRST} "The first © Ada")\n![Two & "three"]({_SECOND} "[Second]")\n![](https://elsewhere.example/y.png)',
    "code": "    plain [gallery] & <b>\n\n    https://example.org/alone\n    https://example.org/too",
    "fenced code": "```python\nif a < b && c[0]:  # \u00a0\n\n\tprint('[x]', \"--\")\n```",
    "code of an odd language": "~~~c++\n[[nodiscard]] int a; // <!-- wp:x -->\n~~~",
    "table": "| Left | Mid | Right | None |\n|:--|:-:|--:|---|\n| a & b | `c` | [1] | **d** |\n| | 2 < 3 | ![y]("
    + _FIRST
    + ") | |",
    "table with a caption": "| Year | Boats |\n|---|--:|\n| 2021 | 12 |\n\n: Boats by year, *as counted* [by whom]",
    "table without rows": "| a | b |\n|---|---|",
    "separator": "Above.\n\n---\n\nBelow.",
    "definitions": "Berth\n:   Where a boat lies [at rest].\n:   Also a bed.\n\nQuay\n:   A wall & a road.",
    "notes": "Claimed[^a], twice[^a], and more[^b].\n\n[^a]: Said on 3 May & [after].\n[^b]: One.\n\n    Two:\n\n    - a list\n",
    "html": '<details><summary>More & "more"</summary><p>In <b>it</b> [x] a > b</p></details>',
    "html figure": '<figure><img src="https://elsewhere.example/z.png" alt="z"><figcaption>Z</figcaption></figure>',
    "html table": '<table><tr><td colspan="2">wide</td></tr><tr><td>a</td><td>b</td></tr></table>',
    "video": "https://www.youtube.com/watch?v=a--b_c_&t=3",
    "short video": "https://www.youtube.com/shorts/_abc_-x",
    "video elsewhere": "<https://vimeo.com/76979871>",
    "post": "https://x.com/harbour/status/1234567890123456789/",
    "old post": "https://twitter.com/harbour/status/1234567890123456789",
    "picture post": "https://www.instagram.com/p/CSpmSvAphdf/",
    "post of another place": "https://bsky.app/profile/harbour.example/post/3lfxg2mzcs22l",
    "short film": "https://www.tiktok.com/@harbour/video/6778286193776938241",
    "song": "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk?si=a_b-c",
    "recording": "https://soundcloud.com/harbour/the-horn",
    "podcast": "https://pca.st/episode/1a2b3c",
    "podcast elsewhere": "https://podcasts.apple.com/gb/podcast/the-quay/id1559548772?i=1000517690647",
}


def articles() -> dict[str, str]:
    """Markdown by name: one for each construct, then the long ones, each with a cut somewhere."""
    opening = "The quarrel has entered its third winter."
    found = {"plain": f"{opening}\n\n<!--more-->\n\nAnd on it goes."}
    for name, markdown in CONSTRUCTS.items():
        found[name] = f"{opening}\n\n{markdown}\n\n<!--more-->\n\nHere again:\n\n{markdown}\n"
    for number in range(LONG):
        pieces = list(CONSTRUCTS.values())
        order = Random(number)
        order.shuffle(pieces)
        pieces.insert(order.randrange(1, len(pieces)), "<!--more-->")
        found[f"everything, {number}"] = "\n\n".join(pieces) + "\n"
    return found
