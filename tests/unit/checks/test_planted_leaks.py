"""Leaks planted in every way that sites hand words out are all found, each in fifteen languages.

What is planted is six to nine words (or some twenty letters), so that a single word that is not read
as it was written lets the leak go by.
"""

import base64
import json
import quopri
import textwrap
import unicodedata
from collections.abc import Callable
from html import escape
from urllib.parse import quote, quote_plus

import pytest

from editor.checks.leaks import Fingerprints

# by language: what stands before the planted words, these words, and what stands after them
LOCKED = {
    "English": (
        "The contract was signed in a hurry, before the winter.",
        "“Officials” don’t fix naïve figures — they file them…",
        "Nobody at the harbour office asked them for the other half of it.",
    ),
    "German": (
        "Der Vertrag wurde in Eile unterschrieben, noch vor dem Winter.",
        "Wie groß die „Öffnung“ der Straße war – wußte’s keiner",
        "im ganzen Amt, und wer es hätte messen können, der schwieg.",
    ),
    "French": (
        "Le contrat fut signé à la hâte, juste avant l’hiver.",
        "« L’été », où l’on n’a rien mesuré, coûta un œil",
        "de la ville, et personne au bureau du port ne demanda pourquoi.",
    ),
    "Spanish": (
        "El contrato se firmó deprisa, antes del invierno.",
        "¿Quién pagó los cañones del «niño»? Nadie lo preguntó…",
        "en toda la oficina del puerto, y así quedó hasta la primavera.",
    ),
    "Polish": (
        "Umowę podpisano w pośpiechu, jeszcze przed zimą.",
        "Nikt „łodzi” nie liczył – żółte światło gasło późno",
        "nad całym portem, a urząd milczał aż do wiosny.",
    ),
    "Turkish": (
        "Sözleşme aceleyle, kıştan önce imzalandı.",
        "“Işığı” söndüren İzmirli kadın kapıyı açık bıraktı",
        "ve limandaki hiç kimse nedenini ona sormadı.",
    ),
    "Vietnamese": (
        "Hợp đồng được ký vội vã trước mùa đông.",
        "Không ai đếm những chiếc “thuyền” rời bến đêm ấy",
        "và cả văn phòng cảng im lặng cho tới mùa xuân.",
    ),
    "Russian": (
        "Договор подписали в спешке, ещё до зимы.",
        "Никто ещё не считал, сколько «ёмкостей» стояло под причалом",
        "и кто за них заплатил, а контора молчала до весны.",
    ),
    "Greek": (
        "Η σύμβαση υπογράφηκε βιαστικά, πριν από τον χειμώνα.",
        "Κανείς δεν μέτρησε πόσες «βάρκες» έφυγαν από τους μόλους",
        "και το λιμεναρχείο σιώπησε μέχρι την άνοιξη.",
    ),
    "Arabic": (
        "وُقّع العقد على عجل قبل حلول الشتاء.",
        "لم يَعُدّ أحدٌ «القوارب» التي غادرت الميناءَ ليلًا،",
        "وظلّ مكتب المرفأ صامتًا حتى جاء الربيع.",
    ),
    "Hebrew": (
        "החוזה נחתם בחיפזון עוד לפני החורף.",
        "איש לא סָפר את ה„סירות” שיצאו מן הנמל באותו לילה",
        "ומשרד הנמל שתק עד בוא האביב.",
    ),
    "Hindi": (
        "अनुबंध पर सर्दियों से पहले जल्दी में दस्तखत हुए।",
        "किसी ने उस रात बंदरगाह छोड़ने वाली “नावें” नहीं गिनीं,",
        "और दफ़्तर वसंत तक चुप ही रहा।",
    ),
    "Korean": (
        "계약은 겨울이 오기 전에 서둘러 체결되었다.",
        "그날 밤 항구를 떠난 “배”를 아무도 세지 않았다",
        "그리고 항만 사무소는 봄까지 침묵했다.",
    ),
    "Japanese": (
        "契約は冬が来る前に慌ただしく結ばれた。",
        "その夜に港を出た「船」がいくつあったか、誰も数えなかった",
        "そして港の事務所は春まで黙っていた。",
    ),
    "Thai": (
        "สัญญาถูกลงนามอย่างเร่งรีบก่อนฤดูหนาว",
        "ไม่มีใครนับ “เรือ” ที่ออกจากท่าในคืนนั้น",
        "และสำนักงานท่าเรือก็เงียบจนถึงฤดูใบไม้ผลิ",
    ),
}
FREE = "At ten past five the pumps under Quay 9 change their note."
Kind = Callable[[str], str]


def pieces(text: str) -> list[str]:
    """The words of `text`, and where few are apart its letters with their signs."""
    if len(text.split()) > 4:
        return text.split()
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char).startswith("M"):
            found[-1] += char
        else:
            found.append(char)
    return found


def between(text: str, gap: str) -> str:
    """`text` with `gap` beside each of its spaces, or where there are none between its letters."""
    words = pieces(text)
    return (f" {gap} " if len(words) == len(text.split()) else gap).join(words)


def within(text: str, gap: str) -> str:
    """`text` with `gap` after the first letter of each piece that has two."""
    return " ".join(word[:1] + gap + word[1:] if word[1:] else word for word in text.split())


def outside_ascii(text: str, shape: Callable[[int], str]) -> str:
    return "".join(char if char < "\x7f" else shape(ord(char)) for char in text)


def utf_16(text: str, shape: str) -> str:
    data = text.encode("utf-16-be")
    return "".join(shape.format(data[n] << 8 | data[n + 1]) for n in range(0, len(data), 2))


def unmarked(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))


def bare(text: str) -> str:
    """`text` as an index for search keeps it: words in small letters, and nothing between them."""
    kept = (
        char if char.isalnum() or unicodedata.category(char).startswith("M") else " "
        for char in text.lower().replace("’", "")
    )  # fmt: skip
    return " ".join("".join(kept).split())


def as_slug(text: str) -> str:
    return bare(unmarked(text)).replace(" ", "-")


def in_bold_letters(text: str) -> str:
    """As posts on social networks fake bold type."""
    return "".join(chr(0x1D41A + ord(char) - 97) if "a" <= char <= "z" else char for char in text)


def misread(text: str) -> str:
    """UTF-8 that a database took for Windows' Western letters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def encoded(text: str) -> str:
    return base64.b64encode(f"<p>{text}</p>".encode()).decode()


def halves(text: str) -> tuple[str, str]:
    words = pieces(text)
    half, space = len(words) // 2, " " if len(words) == len(text.split()) else ""
    return space.join(words[:half]), space.join(words[half:])


def captions(text: str, dot: str) -> str:
    cues = [
        f"{n}\n00:00:{n:02}{dot}000 --> 00:00:{n + 1:02}{dot}400\n{word}\n"
        for n, word in enumerate(pieces(text), 1)
    ]
    return "\n".join(cues)


def html_mail(text: str) -> str:
    page = f'<p class="lead" style="margin:0">{FREE} {text}</p>'.encode()
    return f"Content-Transfer-Encoding: quoted-printable\n\n{quopri.encodestring(page).decode()}"


def twice_entities(text: str) -> str:
    return escape(outside_ascii(escape(text), lambda code: f"&#{code};"))


KINDS: dict[str, Kind] = {
    # the page and its head
    "paragraph": lambda t: f'<div class="entry-content"><p>{escape(t)}</p></div>',
    "og description": lambda t: f'<meta property="og:description" content="{escape(t)}" />',
    "description in single quotes": lambda t: f"<meta name='description' content='{t}'>",
    "twitter description, entities twice": lambda t: (
        f'<meta name="twitter:description" content="{twice_entities(t)}">'
    ),
    "decimal entities": lambda t: "".join(f"&#{ord(char)};" for char in t),
    "hexadecimal entities without semicolons kept apart": lambda t: outside_ascii(
        t, lambda code: f"&#x{code:X};"
    ),
    "JSON-LD": lambda t: (
        f'<script type="application/ld+json">{json.dumps({"articleBody": t})}</script>'
    ),
    "JSON-LD with escaped markup": lambda t: (
        "<script type='application/ld+json'>"
        + json.dumps({"description": f"<p>{t}</p>"}).replace("<", "\\u003c").replace(">", "\\u003e")
        + "</script>"
    ),
    "microdata": lambda t: f'<span itemprop="articleBody" content="{escape(t)}"></span>',
    "comment": lambda t: f"<!-- draft: {t} -->",
    "noscript": lambda t: f"<noscript><p>{t}</p></noscript>",
    "template": lambda t: f"<template><div><p>{t}</p></div></template>",
    "hidden by style": lambda t: f'<div style="display:none" aria-hidden="true">{t}</div>',
    "textarea": lambda t: f"<textarea readonly>{escape(t)}</textarea>",
    "content of a style sheet": lambda t: (
        f'<style>.lead::after{{content:"{outside_ascii(t, lambda code: f"{chr(92)}{code:06x} ")}"}}</style>'
    ),
    "frame with its document": lambda t: (
        f'<iframe srcdoc="{escape(f"<p>{escape(t)}</p>")}"></iframe>'
    ),
    "alt text": lambda t: f'<img src="/quay.jpg" alt="{escape(t)}" loading="lazy">',
    "alt texts joined": lambda t: f"<div data-alts='{json.dumps(halves(t))}'></div>",
    "title of a link": lambda t: f'<a href="#more" title="{escape(t)}">More</a>',
    "lightbox caption": lambda t: f'<a data-caption="{escape(f"<em>{escape(t)}</em>")}"></a>',
    "anchor of a heading": lambda t: f'<h2 id="{as_slug(t)}">Read on</h2>',
    "address": lambda t: f"https://news.example/2026/{quote(as_slug(t))}/",
    # how words are set
    "soft hyphens": lambda t: f"<p>{within(t, chr(0xAD))}</p>",
    "soft hyphens as entities": lambda t: f"<p>{within(t, '&shy;')}</p>",
    "places to break": lambda t: f"<p>{within(t, '<wbr>')}</p>",
    "zero-width spaces": lambda t: f"<p>{within(t, chr(0x200B))}</p>",
    "zero-width joiners": lambda t: f"<p>{within(t, chr(0x200D))}</p>",
    "word joiners": lambda t: f"<p>{t.replace(' ', f'{chr(0x2060)} ')}</p>",
    "marks of direction": lambda t: f"<p>{chr(0x200F)}{within(t, chr(0x200E))}{chr(0x202C)}</p>",
    "spaces that do not break": lambda t: f"<p>{t.replace(' ', '&nbsp;')}</p>",
    "thin spaces": lambda t: f"<p>{t.replace(' ', chr(0x202F))}</p>",
    "straight quotes": lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'"),
    "other quotes": lambda t: t.replace("“", "«\u202f").replace("”", "\u202f»").replace("’", "′"),
    "two hyphens and three dots": lambda t: t.replace("—", "--").replace("…", "..."),
    "dash without spaces": lambda t: t.replace(" — ", "—").replace(" – ", "&mdash;"),
    "marks apart": lambda t: f"<p>{unicodedata.normalize('NFD', t)}</p>",
    "ligatures": lambda t: t.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("st", "ﬆ"),
    "wide letters": lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    "bold letters of social posts": in_bold_letters,
    "without accents": unmarked,
    "capitals": lambda t: f"<h2>{t.upper()}</h2>",
    "Turkish capitals": lambda t: t.replace("i", "İ").upper(),
    "small letters": lambda t: t.lower(),
    "capitals of a title": lambda t: f"<title>{t.title()}</title>",
    "Arabic with letters drawn out": lambda t: t.replace("ا", "ا\u0640"),
    "Arabic without vowels": lambda t: "".join(c for c in t if not "\u064b" <= c <= "\u0652"),
    "how to read it, above each word": lambda t: "".join(
        f"<ruby>{piece}<rp>(</rp><rt>よみ</rt><rp>)</rp></ruby> " for piece in pieces(t)
    ),
    "a tag around each word": lambda t: "".join(f"<span>{piece}</span>" for piece in pieces(t)),
    "animated words": lambda t: "".join(
        f'<span class="w" style="--i:{n}">{piece}</span> ' for n, piece in enumerate(pieces(t))
    ),
    "a large first letter": lambda t: f'<p><span class="has-drop-cap">{t[0]}</span>{t[1:]}</p>',
    "tags within words": lambda t: f"<p>{within(t, '</b><b>')}</p>",
    "comments between words": lambda t: f"<p>{between(t, '<!-- ad -->')}</p>",
    "comments within words": lambda t: f"<p>{within(t, '<!-- -->')}</p>",
    "list items": lambda t: "<ul><li>" + "</li>\n<li>".join(pieces(t)) + "</li></ul>",
    "table cells": lambda t: "<tr><td>" + "</td><td>".join(pieces(t)) + "</td></tr>",
    "lines broken": lambda t: between(t, "<br />"),
    "calls of notes": lambda t: between(t, '<sup id="fnref:2"><a href="#fn:2">[2]</a></sup>'),
    "highlighted words": lambda t: f"<p>{between(t, '</mark><mark>')}</p>",
    # feeds
    "RSS in CDATA": lambda t: f"<description><![CDATA[<p>{t}</p>]]></description>",
    "RSS content, escaped": lambda t: (
        f"<content:encoded>{escape(f'<p>{escape(t)}</p>')}</content:encoded>"
    ),
    "Atom summary": lambda t: f'<summary type="html">{twice_entities(t)}</summary>',
    "JSON Feed": lambda t: json.dumps({"items": [{"content_text": t, "summary": t[:20]}]}),
    "podcast notes": lambda t: f"<itunes:summary>{escape(t)}</itunes:summary>",
    # what other programs read
    "WordPress's REST API": lambda t: json.dumps(
        {"content": {"rendered": f"<p>{outside_ascii(t, lambda code: f'&#{code};')}</p>\n"}}
    ).replace("/", "\\/"),
    "Ghost's Content API": lambda t: json.dumps({"posts": [{"plaintext": t, "html": None}]}),
    "JSON within JSON within a page": lambda t: (
        f"<script>window.__STATE__=JSON.parse({json.dumps(json.dumps({'body': f'<p>{t}</p>'}))})</script>"
    ),
    "streamed page": lambda t: (
        f"<script>self.__next_f.push([1,{json.dumps(json.dumps(['$', 'p', None, {'children': t}]))}])</script>"
    ),
    "JSON in an attribute": lambda t: f'<div data-page="{escape(json.dumps({"body": t}))}"></div>',
    "JSON in an attribute, entities twice": lambda t: (
        f'<astro-island props="{escape(escape(json.dumps({"body": [0, t]})))}"></astro-island>'
    ),
    "JavaScript's \\x": lambda t: (
        "<script>var t='"
        + "".join(f"\\x{ord(c):02x}" if c < "\u0100" else f"\\u{ord(c):04X}" for c in t)
        + "'</script>"
    ),
    "JavaScript's \\u{}": lambda t: (
        f"<script>t=`{''.join(f'{chr(92)}u{{{ord(char):x}}}' for char in t)}`</script>"
    ),
    "JavaScript's old escape()": lambda t: (
        f"unescape('{outside_ascii(t, lambda code: utf_16(chr(code), '%u{:04X}')).replace(' ', '%20')}')"
    ),
    "serialised by PHP": lambda t: f's:7:"excerpt";s:{len(t.encode())}:"{t}";',
    "oEmbed": lambda t: json.dumps(
        {"type": "rich", "html": f"<blockquote>{escape(t)}</blockquote>"}
    ),
    "sitemap of pictures": lambda t: (
        f"<url><image:image><image:caption>{escape(t)}</image:caption></image:image></url>"
    ),
    "ActivityPub": lambda t: json.dumps({"type": "Note", "content": f"<p>{escape(t)}</p>"}),
    "AMP": lambda t: f"<amp-accordion><section><h4>{FREE}</h4><p>{t}</p></section></amp-accordion>",
    "search index": lambda t: json.dumps({"docs": [{"t": bare(t)}]}, ensure_ascii=False),
    "text in columns": lambda t: f"id\ttitle\texcerpt\n7\tQuay\t{t}\n",
    # addresses and coded texts
    "shared link": lambda t: f"https://social.example/share?text={quote(t)}&url=x",
    "shared link with plus": lambda t: f"https://social.example/intent?text={quote_plus(t)}",
    "mail link": lambda t: (
        f'<a href="mailto:?subject=Quay&amp;body={quote(FREE + chr(13) + chr(10) + t)}">Send</a>'
    ),
    "link coded twice": lambda t: f"/login?redirect={quote(f'/post?quote={quote(t)}')}",
    "data address": lambda t: f'<iframe src="data:text/html;base64,{encoded(t)}"></iframe>',
    "base64 in a script": lambda t: (
        f'<script>show("{base64.urlsafe_b64encode(t.encode()).decode()}")</script>'
    ),
    "base64 in a path": lambda t: (
        f'<img src="https://img.example/card/w_1200/h_630/{encoded(t).replace("/", "_")}/og.png">'
    ),
    "base64 in lines": lambda t: base64.encodebytes(f"{FREE} {t}".encode()).decode(),
    "base64 of JSON": lambda t: (
        f'<div data-b="{base64.b64encode(json.dumps({"x": t}).encode()).decode()}"></div>'
    ),
    "letters misread": lambda t: f"<p>{misread(t)}</p>",
    "letters misread, as entities": lambda t: (
        f"<p>{outside_ascii(misread(t), lambda code: f'&#{code};')}</p>"
    ),
    # mail, plain text and Markdown
    "mail in HTML": html_mail,
    "mail as text": lambda t: quopri.encodestring(f"{FREE} {t}\n".encode()).decode(),
    "text in lines": lambda t: textwrap.fill(f"{FREE} {t}", 24),
    "quoted reply": lambda t: textwrap.fill(
        f"{FREE} {t}", 24, initial_indent="> ", subsequent_indent=">> "
    ),
    "words broken at the line's end": lambda t: " ".join(
        word[:-1] + "-\n  " + word[-1] if word[-2:].isalpha() else word for word in t.split()
    ),
    "captions": lambda t: captions(t, ","),
    "captions for the web": lambda t: "WEBVTT\n\n" + captions(t, "."),
    "captions as TTML": lambda t: "".join(
        f'<p begin="{n}s" end="{n + 1}s">{word}</p>\n' for n, word in enumerate(pieces(t))
    ),
    "emphasis in Markdown": lambda t: f"# {FREE}\n\n" + " ".join(f"**{p}**" for p in t.split()),
    "links in Markdown": lambda t: " ".join(
        f"[{piece}](https://news.example/tag/quay)" if number % 3 == 1 else piece
        for number, piece in enumerate(pieces(t))
    ),
    "calls of notes in Markdown": lambda t: between(t, "[^2]"),
    "llms.txt": lambda t: f"# News\n\n- [The quay](https://news.example/quay.md): {t}\n",
    "cut off in brackets": lambda t: f"<p>{FREE} {t} [&hellip;]</p>",
    "cut off, and a link": lambda t: (
        f'<p>{FREE} {t}&hellip; <a href="/quay">Continue reading</a></p>'
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_leak_is_found_whatever_way_it_is_handed_out(kind: str) -> None:
    page = f"<html><body><p>{FREE}</p>\n{{}}\n<p>More news</p></body></html>"
    for language, (before, planted, after) in LOCKED.items():
        prints = Fingerprints.of(f"{before} {planted} {after}", [FREE])
        leaks = prints.find(page.format(KINDS[kind](planted)))
        assert [letters(leak.quote) for leak in leaks] == [letters(planted)], language


def test_there_are_a_hundred_kinds_and_no_two_are_the_same() -> None:
    texts = [planted for _, planted, _ in LOCKED.values()]
    ways = {kind: tuple(make(text) for text in texts) for kind, make in KINDS.items()}
    assert len(set(ways.values()) - {tuple(texts)}) == len(KINDS) >= 100


def test_the_same_pages_without_it_are_clean() -> None:
    for before, planted, after in LOCKED.values():
        prints = Fingerprints.of(f"{before} {planted} {after}", [FREE])
        for make in KINDS.values():
            assert prints.find(f"<p>{FREE}</p>{make(FREE)}") == ()


def letters(text: str) -> str:
    """The letters of `text`, without what stands between and around them."""
    return "".join(char for char in text if char.isalnum())
