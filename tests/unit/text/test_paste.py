"""What is pasted, as the Markdown an article is written in."""

import base64
from pathlib import Path

import pytest

from editor.text.paste import (
    Harm,
    Loss,
    Lost,
    PastedPicture,
    Removed,
    is_rich,
    read_html,
    read_plain,
)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFUlEQVR4nGP4z8DwHxkzkGAAAQwAAP//3ocL9QAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo  \nlines"),
        ("one<br><br>two<br>", "one\n\ntwo"),
        ("<h1>A</h1><h2>B</h2><p>c", "## A\n\n### B\n\nc"),
        ("<h3>A</h3><h6>B</h6>", "## A\n\n##### B"),
        ("<h2><b>A</b></h2><h2>A <b>b</b></h2><h2> </h2>", "## A\n\n## A **b**"),
        ("<h2>C#</h2>", "## C\\#"),
        ("<p>a <b>b </b>c<i> d</i></p>", "a **b** c *d*"),
        ("<b>a</b><b>b</b> <i></i><b> </b>c", "**ab** c"),
        ("<b>a</b><i>b</i>", "**a**_b_"),
        ("<b><i>a</i></b> <s>b</s> <mark>c</mark>", "***a*** ~~b~~ ==c=="),
        ("<b>a <i>b</i> c</b>, <i>a <b>b</b> c</i>", "**a _b_ c**, _a **b** c_"),
        ("un<i>be<b>liev</b>able</i>", "un<em>be**liev**able</em>"),
        ("H<sub>2</sub>O, m<sup>2</sup>", "H<sub>2</sub>O, m<sup>2</sup>"),
        ("<code>a*b</code> <kbd>`</kbd>", "`a*b` `` ` ``"),
        ("<span style='font-weight:700;font-style:italic'>a</span>", "***a***"),
        ("<b style='font-weight:normal'>a</b>", "a"),
        ("<q>so</q>", "“so”"),
        ("<abbr title='a &quot;b&quot;'>AB</abbr>", '<abbr title="a &quot;b&quot;">AB</abbr>'),
        # words that look like Markdown
        (
            "<p>1986. It was</p><p># no</p><p>- no</p><p>+ 1</p>",
            "1986\\. It was\n\n\\# no\n\n\\- no\n\n\\+ 1",
        ),
        ("<p>&gt; no</p><p>---</p><p>a<br>===</p>", "\\> no\n\n\\---\n\na  \n&#61;&#61;&#61;"),
        (
            "2 * 3, a*b*, snake_case, _so_, __x__",
            "2 * 3, a\\*b\\*, snake_case, \\_so\\_, \\_\\_x\\_\\_",
        ),
        ("[sic] [a](b) [^1] ![c]", "[sic] [a\\](b) \\[^1] \\![c]"),
        ("a &lt; b, &lt;3, &lt;b&gt;, AT&amp;T, &amp;amp;", "a < b, <3, &lt;b>, AT&T, &amp;amp;"),
        ("~5, ~~no~~, a == b", "~5, &#126;&#126;no&#126;&#126;, a &#61;&#61; b"),
        ("a\\b, \\*", "a\\b, \\\\\\*"),
        # links
        ("<a href='https://e.org/a b'>x</a>", "[x](https://e.org/a%20b)"),
        ("<a href='https://e.org/a_(b)'>x</a>", "[x](https://e.org/a_(b))"),
        ("<a href='//e.org/a'>x [y]</a>", "[x \\[y\\]](https://e.org/a)"),
        ("<a href='https://e.org/'>https://e.org/</a>", "<https://e.org/>"),
        ("<a href='mailto:m@e.org'>m@e.org</a>", "<m@e.org>"),
        ("Look!<a href='https://e.org/'>x</a>", "Look\\![x](https://e.org/)"),
        ("<b>a <a href='https://e.org'>b</a> c</b>", "**a [b](https://e.org) c**"),
        ("<a href='#top'>x</a>", "x"),
        (
            "<a href='https://www.google.com/url?q=https://e.org/%3Fa&amp;sa=D'>x</a>",
            "[x](https://e.org/?a)",
        ),
        (
            "<a href='https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org%2F&data=1'>x</a>",
            "[x](https://e.org/)",
        ),
        # lists
        ("<ul><li>a<li>b<ol><li>c</ol><li>d</ul>", "- a\n- b\n    1. c\n- d"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b"),
        ("<ul><li>a<p>b</p></li></ul>", "- a\n\n    b"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><ul><li>a</ul></ul>", "- a"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<li>a<li>b", "- a\n- b"),
        ("<ul><li>a<pre>b\nc</pre></ul>", "- a\n\n        b\n        c"),
        ("<ul><li><h3>a</h3></ul>", "- **a**"),
        # quotes, code, tables, figures
        ("<blockquote>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "> a"),
        ("<pre>a\n\n  b </pre>", "```\na\n\n  b \n```"),
        ("<pre><code class='language-c++'>```</code></pre>", "````c++\n```\n````"),
        ("a<hr>b", "a\n\n---\n\nb"),
        (
            "<table><tr><th>a|b<th>c<tr><td><p>1<p>2<td align=right>3</table>",
            "| a\\|b | c |\n| --- | --: |\n| 1<br>2 | 3 |",
        ),
        (
            "<table><tr><td>a<td>b<tr><td><ul><li>1<li>2</ul><td>`",
            "| a | b |\n| --- | --- |\n| • 1<br>• 2 | \\` |",
        ),
        ("<table><tr><td><p>a<p>b</table>", "a\n\nb"),
        (
            "<table><caption>c</caption><tr><td>a<td>b<tr><td>1<td>2</table>",
            "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n: c",
        ),
        (
            "<table><tr><td>x<table><tr><td>a<td>b</table><td>y</table>",
            "x\n\n| a | b |\n| --- | --- |\n\ny",
        ),
        ("<dl><dt>a<dd>b<dd>c</dl>", "a\n:   b\n:   c"),
        (
            "<figure><img src='https://e.org/a.png' alt='A [b]'><figcaption>C \"d\"</figcaption></figure>",
            '![A \\[b\\]](https://e.org/a.png "C &quot;d&quot;")',
        ),
        (
            "<a href='https://e.org/b.png'><img src='https://e.org/a.png'></a>",
            "![](https://e.org/a.png)",
        ),
        ("<figure><pre>a</pre><figcaption>b</figcaption></figure>", "```\na\n```\n\nb"),
        # what is shown within an article
        ("<p>https://youtu.be/a_b_</p>", "https://youtu.be/a_b_"),
        (
            "<p><a href='https://youtu.be/a_b_'>https://youtu.be/a_b_</a></p>",
            "https://youtu.be/a_b_",
        ),
        ("<iframe src='//player.vimeo.com/video/12?h=1'></iframe>", "https://vimeo.com/12"),
        (
            "<iframe src='https://open.spotify.com/embed/episode/4a?x'></iframe>",
            "https://open.spotify.com/episode/4a",
        ),
        (
            "<iframe src='https://embed.podcasts.apple.com/gb/podcast/quay/id12?i=34'></iframe>",
            "https://podcasts.apple.com/gb/podcast/quay/id12?i=34",
        ),
        ("<p>a</p><!--more--><p>b</p>", "a\n\n<!--more-->\n\nb"),
        # spaces
        (
            "a&nbsp;b&nbsp;&nbsp;c&nbsp;!, «&nbsp;d&nbsp;», 10&nbsp;000",
            "a b c\xa0!, «\xa0d\xa0», 10\xa0000",
        ),
        ("  a\n\t b ", "a b"),
        ("Ar&shy;chive, می‌خواهم", "Archive, می‌خواهم"),
        # languages
        (
            "<body lang=en-GB>He said <span lang=fr-FR>tant pis</span>.",
            'He said <span lang="fr">tant pis</span>.',
        ),
        ("<body lang=en><span lang=en-US>a</span><span lang=fr> 1</span>", "a 1"),
        ("<div lang=fr><p>tout</p><p>en français</p></div>", "tout\n\nen français"),
        # hidden things stay out
        ("<p>a<span style='display:none'>b</span><span style='mso-hide:all'>c</span></p>", "a"),
        (
            "<style>p{}</style><title>t</title><template>x</template>a<img width=1 height=1 src='https://e.org/t.gif'>",
            "a",
        ),
    ],
)
def test_html_becomes_the_markdown_a_writer_would_type(html: str, markdown: str) -> None:
    pasted = read_html(html)
    assert pasted.markdown == markdown
    assert (pasted.lost, pasted.removed) == ((), ())


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        (
            "<table><tr><td colspan=2>a<tr><td rowspan=2>b<td>c<tr><td>d</table>",
            "| a |  |\n| --- | --- |\n| b | c |\n|  | d |",
            {Loss.MERGED_CELL: 2},
        ),
        (
            "<math><mi>E</mi><mo>=</mo><annotation>E=m</annotation></math>!",
            "E=m!",
            {Loss.FORMULA: 1},
        ),
        (
            "<video><source src='https://e.org/v.mp4'>none</video>",
            "<https://e.org/v.mp4>",
            {Loss.MEDIA: 1},
        ),
        ("<a href='/about'>x</a>", "x", {Loss.LINK: 1}),
        ("<img src='file:///c:/a.png'><img src='cid:1'>a", "a", {Loss.PICTURE: 2}),
        ("<img src='data:image/svg+xml;base64,AAAA'>a", "a", {Loss.PICTURE: 1}),
        ("<svg width=400><text>b</text></svg>a", "a", {Loss.DRAWING: 1}),
        ("<svg width=16><title>icon</title></svg>a", "a", {}),
        ("<nav><a href='/'>Home</a></nav><p>a", "a", {Loss.NAVIGATION: 1}),
        ("<p>a<sup><a href='#fn1'>1</a></sup></p>", "a", {Loss.NOTE: 1}),
    ],
)
def test_what_has_no_place_in_an_article_is_told(
    html: str, markdown: str, lost: dict[Loss, int]
) -> None:
    pasted = read_html(html)
    assert pasted.markdown == markdown
    assert pasted.lost == tuple(Lost(code, count) for code, count in lost.items())


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ("a<script>x()</script><svg><script>y()</script></svg>", {Harm.SCRIPT: 2}),
        ("a<iframe src='https://evil.example'></iframe>", {Harm.FRAME: 1}),
        ("a<object data=x></object><embed src=x>", {Harm.OBJECT: 2}),
        ("<p onclick='x()' onmouseover='y()'>a", {Harm.HANDLER: 2}),
        ("<a href='javascript:x()'>a</a><a href=' jav&#10;ascript:x()'></a>", {Harm.ADDRESS: 2}),
        (
            "<a href='data:text/html,x'>a</a><a href='vbscript:x'></a><a href='file:///x'></a>",
            {Harm.ADDRESS: 3},
        ),
        ("a<img src='javascript:x()'>", {Harm.ADDRESS: 1}),
        ("<form>a<input><textarea>b</textarea></form><select></select>", {Harm.FORM: 2}),
        ("\u202ea\u200b", {Harm.INVISIBLE: 1, Harm.DIRECTION: 1}),
    ],
)
def test_what_is_harmful_is_taken_out_and_named(html: str, removed: dict[Harm, int]) -> None:
    pasted = read_html(html)
    assert pasted.markdown == "a"
    assert pasted.removed == tuple(Removed(code, count) for code, count in removed.items())


def test_a_picture_within_the_page_comes_along() -> None:
    source = "data:image/png;base64," + base64.b64encode(PNG).decode()
    pasted = read_html(f"<p>a</p><img src='{source}' alt='A quay'><img src='https://e.org/b.png'>")
    assert pasted.markdown == "a\n\n![A quay](pasted-1.png)![](https://e.org/b.png)"
    assert pasted.pictures == (
        PastedPicture("pasted-1.png", PNG),
        PastedPicture("https://e.org/b.png", b"", "https://e.org/b.png"),
    )
    broken = read_html("<img src='data:image/png;base64,AAAA'>")
    assert (broken.pictures, broken.lost) == ((), (Lost(Loss.PICTURE, 1),))


def test_notes_are_numbered_from_what_the_article_has() -> None:
    html = (
        "<p>a<sup><a href='#fn2'>2</a></sup>b<sup><a href='#fn1'>1</a></sup>c<sup><a href='#fn2'>2</a></sup></p>"
        "<hr><ol><li id=fn1>one <a href='#r1'>↩</a></li><li id=fn2><p>two</p><p>more</p></li></ol>"
    )
    assert read_html(html, first_note=4).markdown == (
        "a[^4]b[^5]c[^4]\n\n[^4]: two\n\n    more\n\n[^5]: one"
    )


def test_a_page_of_nothing_but_a_menu_is_what_was_asked_for() -> None:
    pasted = read_html("<aside>Read <b>also</b></aside>")
    assert (pasted.markdown, pasted.lost) == ("Read **also**", ())
    assert read_html("<img src='cid:1'>", "words").markdown == "words"
    assert read_html("", "a\r\nb").markdown == "a\nb"


@pytest.mark.parametrize(
    ("text", "clean", "removed"),
    [
        ("\ufeffa\r\nb\rc\u2028d\u2029e\x0bf\x85g", "a\nb\nc\nd\ne\nf\ng", {}),
        ("a\x00b\x07\tc\x9fd\ud800e", "ab\tcde", {Harm.CONTROL: 4}),
        (
            "می‌خواهم 👩‍🚒 \u200e\u200f\u2068x\u2069\u061c",
            "می‌خواهم 👩‍🚒 \u200e\u200f\u2068x\u2069\u061c",
            {},
        ),
        ("a\u200bb\u2060c\ufeff", "abc", {Harm.INVISIBLE: 3}),
        ("a\u202eb\u202c", "ab", {Harm.DIRECTION: 2}),
        ("*a* <b>", "*a* <b>", {}),
    ],
)
def test_plain_text_keeps_all_but_what_hides(
    text: str, clean: str, removed: dict[Harm, int]
) -> None:
    pasted = read_plain(text)
    assert pasted.markdown == clean
    assert pasted.removed == tuple(Removed(code, count) for code, count in removed.items())


@pytest.mark.parametrize(
    ("html", "plain", "rich"),
    [
        ("<meta charset='utf-8'><span style='color:red'>a</span>", "a", False),
        (
            "<meta charset='utf-8'><div style=\"color:#fff;font-family:Menlo, Monaco, monospace;white-space:pre;\"><div><span style='font-weight:bold'>def</span></div></div>",
            "def",
            False,
        ),
        (
            "<html><head></head><body><pre style=\"font-family:'JetBrains Mono',monospace\">a</pre></body></html>",
            "a",
            False,
        ),
        (
            '<html><head><meta name="qrichtext" content="1" /></head><body><p>a</p><p>b</p></body></html>',
            "a\nb",
            False,
        ),
        ("<a href='https://e.org/'>https://e.org/</a>", "https://e.org/", False),
        (
            "<b style='font-weight:normal;' id='docs-internal-guid-1'><span style='font-weight:400'>a</span></b>",
            "a",
            False,
        ),
        ("<b>a</b>", "a", True),
        ("<span style='font-weight:700'>a</span>", "a", True),
        ("<a href='https://e.org/'>a</a>", "a", True),
        ("<p class=MsoNormal>a</p>\r\n<p class=MsoNormal>b</p>", "a\r\nb", True),
        ("<pre><code>a</code></pre>", "a", True),
    ],
)
def test_html_is_read_only_where_it_says_more_than_its_text(
    html: str, plain: str, rich: bool
) -> None:
    assert is_rich(html, plain) is rich


FIXTURES = Path(__file__).parent / "pasted"
KEPT = {
    "libreoffice-copied.html": {Loss.MERGED_CELL: 1, Loss.COMMENT: 1, Loss.PICTURE: 1},
    "libreoffice-saved.html": {Loss.MERGED_CELL: 1, Loss.COMMENT: 1, Loss.PICTURE: 1},
    "google-docs-inline-formatting.html": {},
    "google-docs-lists.html": {},
    "google-docs-tables.html": {},
    "synthetic-word.html": {
        Loss.MERGED_CELL: 1,
        Loss.TEXT_BOX: 1,
        Loss.FORMULA: 1,
        Loss.COMMENT: 1,
        Loss.DELETION: 1,
        Loss.PICTURE: 1,
    },
    "synthetic-docs-notes.html": {Loss.COMMENT: 1},
    "synthetic-web.html": {Loss.NAVIGATION: 2},
}


@pytest.mark.parametrize("name", KEPT)
def test_a_copy_from_each_program_becomes_this(name: str) -> None:
    html = (FIXTURES / name).read_text("utf-8")
    pasted = read_html(html)
    expected = (FIXTURES / name).with_suffix(".md").read_text("utf-8")
    assert pasted.markdown + "\n" == expected
    assert {each.code: each.count for each in pasted.lost} == KEPT[name]
    assert is_rich(html, "")
