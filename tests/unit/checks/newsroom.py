"""A newsroom that writes in eight languages: its articles, and the pages of its site around them.

All of one language is made of the same words, the same turns of phrase, names and notices, as the
texts of one house are; what an article's locked part has for itself is only how they are put together.
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from editor.model.article import Article
from editor.model.audience import Access
from editor.model.draft import Draft
from editor.text.parse import parse


@dataclass(frozen=True, slots=True)
class Language:
    """What its writers have to hand. `words` come the more often the earlier they stand."""

    code: str
    words: tuple[str, ...]
    turns: tuple[str, ...]
    names: tuple[str, ...]
    subscribe: str
    legal: str
    series: str
    gap: str = " "
    stop: str = ". "


def _language(
    code: str,
    words: str,
    turns: str,
    names: str,
    subscribe: str,
    legal: str,
    series: str,
    gap: str = " ",
    stop: str = ". ",
) -> Language:
    def listed(text: str) -> tuple[str, ...]:
        return tuple(one.strip() for one in text.split("|"))

    return Language(
        code,
        tuple(words.split()),
        listed(turns),
        listed(names),
        subscribe,
        legal,
        series,
        gap,
        stop,
    )


LANGUAGES = (
    _language(
        "en",
        "the of and to a in that it was for on is with as at by had from not but which they were this "
        "are one all harbour board water city quay winter boat pump contract price year day night money "
        "report office council ferry bridge letter nobody paid said found asked wrote closed opened built "
        "new old last first long half every between under before after against again never only more less "
        "don’t it’s wasn’t mayor’s crew tide lamp signal engineer captain clerk archive figure page line "
        "meeting answer question promise spring summer litres tonnes well-kept state-owned so-called",
        "on the contrary|for some time|as a rule|by and large|at long last|in other words|at any rate",
        "Ada Lind|the Harbour Board|the Ministry of Ports, Bridges and Inland Waters|Mayor Holt",
        "Every Friday the best of our reporting in one letter, free of charge and without advertising.",
        "The views in our reports are those of their authors and not of the publishing house or its board.",
        "This report is part of our series on the harbour, made with the help of its readers.",
    ),
    _language(
        "de",
        "die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch "
        "als an nach wie im für Hafen Behörde Wasser Stadt Kai Winter Boot Pumpe Vertrag Preis Jahr Tag "
        "Nacht Geld Bericht Amt Rat Fähre Brücke Brief niemand zahlte sagte fand fragte schrieb schloss "
        "öffnete baute neu alt letzte erste lang halb jede zwischen unter vor gegen wieder nie nur mehr "
        "weniger Straße größer während müsste Mannschaft Flut Lampe Ingenieurin Archiv Zahl Seite Zeile "
        "Sitzung Antwort Frage Frühling Sommer Liter Tonnen Küche üblich E-Mail",
        "im Großen und|unter anderem auch|nach wie vor|vor allem aber|ohne jeden Zweifel|alles in allem",
        "Ada Lind|die Hafenbehörde|das Ministerium für Häfen, Brücken und innere Gewässer|Frau Holt",
        "Jeden Freitag das Beste aus unserer Arbeit in einem Brief, kostenlos und ganz ohne Werbung.",
        "Die Meinungen in unseren Berichten sind die ihrer Verfasser und nicht die des Verlages.",
        "Dieser Bericht gehört zu unserer Reihe über den Hafen, die von Lesern getragen wird.",
    ),
    _language(
        "fr",
        "le de la et les des en un du une que est pour qui dans il par plus pas au sur ne se ce sont avec "
        "mais comme ou cette l’eau d’abord qu’il n’a s’est l’hiver port conseil ville quai bateau pompe "
        "contrat prix année jour nuit argent rapport bureau bac pont lettre personne payait disait trouva "
        "demanda écrivit ferma ouvrit bâtit neuf vieux dernier premier long demi chaque entre sous avant "
        "après contre jamais seulement moins équipage marée lampe ingénieure archive chiffre page ligne "
        "séance réponse question promesse printemps été litres tonnes peut-être aujourd’hui",
        "tout à fait|de temps à|à vrai dire|par la suite|en tout cas|au bout du",
        "Ada Lind|l’autorité du port|le ministère des Ports, des Ponts et des Eaux|Mme Holt",
        "Chaque vendredi, le meilleur de nos enquêtes dans une lettre, sans frais et sans publicité.",
        "Les avis exprimés dans nos enquêtes sont ceux de leurs auteurs et non de la maison.",
        "Cette enquête fait partie de notre série sur le port, menée grâce à nos lecteurs.",
        stop=" ! ",
    ),
    _language(
        "es",
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha "
        "este porque cuando muy sin sobre también me hasta puerto junta agua ciudad muelle invierno barco "
        "bomba contrato precio año día noche dinero informe oficina consejo puente carta nadie pagó dijo "
        "encontró preguntó escribió cerró abrió nuevo viejo último primero largo medio cada entre bajo antes "
        "después contra nunca solo menos todo tripulación marea lámpara ingeniera archivo cifra página línea "
        "reunión respuesta pregunta promesa primavera verano litros toneladas niño",
        "al fin y|de vez en|por lo visto|sin duda alguna|desde luego que|en todo caso",
        "Ada Lind|la junta del puerto|el Ministerio de Puertos, Puentes y Aguas Interiores|la alcaldesa",
        "Cada viernes, lo mejor de nuestro trabajo en una carta, gratis y sin publicidad alguna.",
        "Las opiniones de nuestros informes son de sus autores y no de la casa ni de su consejo.",
        "Este informe es parte de nuestra serie sobre el puerto, hecha con ayuda de sus lectores.",
    ),
    _language(
        "ru",
        "и в не на я что он с как это по но они мы к у из за то же все так его от было бы о для вы уже "
        "порт совет вода город причал зима лодка насос договор цена год день ночь деньги отчёт контора "
        "паром мост письмо никто платил сказал нашёл спросил написал закрыл открыл построил новый старый "
        "последний первый долгий каждый между под перед после против снова никогда только больше меньше "
        "ещё прилив лампа сигнал инженер капитан архив число страница строка ответ вопрос обещание весна "
        "лето литров тонн что-то кое-как",
        "тем не менее|как бы то|в конце концов|так или иначе|само собой разумеется",
        "Ада Линд|управление порта|министерство портов, мостов и внутренних водных путей|мэр Хольт",
        "Каждую пятницу лучшее из нашей работы в одном письме, бесплатно и без всякой рекламы.",
        "Мнения в наших материалах принадлежат их авторам, а не издательству и не его совету.",
        "Этот материал входит в наш цикл о порте, сделанный с помощью его читателей.",
    ),
    _language(
        "ar",
        "في من على إلى أن عن هذا التي الذي ما لا كان مع هذه بعد كل قد لم بين ثم أو حتى عند لكن المرفأ "
        "المجلس الماء المدينة الرصيف الشتاء القارب المضخة العقد الثمن السنة اليوم الليل المال التقرير "
        "المكتب العبّارة الجسر الرسالة أحد دفع قال وجد سأل كتب أغلق فتح بنى جديد قديم آخر أول طويل نصف "
        "تحت قبل ضد أبدًا فقط أكثر أقل الطاقم المدّ المصباح المهندسة الربّان الأرشيف الرقم الصفحة السطر "
        "الجلسة الجواب السؤال الوعد الربيع الصيف لتر طنّ",
        "على أي حال|من حين لآخر|في نهاية الأمر|بطبيعة الحال إذن",
        "آدا ليند|سلطة المرفأ|وزارة الموانئ والجسور والمياه الداخلية في البلاد|العمدة هولت",
        "كل يوم جمعة أفضل ما كتبناه في رسالة واحدة مجانًا ومن دون أي إعلان.",
        "الآراء الواردة في تقاريرنا هي آراء أصحابها ولا تعبّر عن دار النشر أو مجلسها.",
        "هذا التقرير جزء من سلسلتنا عن المرفأ التي أُنجزت بعون قرّائها.",
    ),
    _language(
        "hi",
        "के में की है और से का को पर यह नहीं कि ने था एक वह भी हैं तो ही थे कर इस बंदरगाह परिषद पानी शहर "
        "घाट सर्दी नाव पंप अनुबंध दाम साल दिन रात पैसा रिपोर्ट दफ़्तर पुल चिट्ठी कोई दिया कहा मिला पूछा लिखा "
        "बंद खुला बना नया पुराना आखिरी पहला लंबा आधा हर बीच नीचे पहले बाद खिलाफ फिर कभी सिर्फ ज्यादा कम "
        "दल ज्वार बत्ती संकेत इंजीनियर कप्तान संग्रह आंकड़ा पन्ना पंक्ति बैठक जवाब सवाल वादा वसंत गर्मी लीटर टन",
        "कुल मिला कर|इस के अलावा|समय समय पर|कहने की बात",
        "आडा लिंड|बंदरगाह प्राधिकरण|बंदरगाह पुल और अंतर्देशीय जल का मंत्रालय|महापौर होल्ट",
        "हर शुक्रवार हमारे काम का सबसे अच्छा हिस्सा एक चिट्ठी में, मुफ़्त और बिना विज्ञापन के।",
        "हमारी रिपोर्टों में दिए गए विचार उनके लेखकों के हैं, प्रकाशन गृह के नहीं।",
        "यह रिपोर्ट बंदरगाह पर हमारी उस शृंखला का हिस्सा है जो पाठकों की मदद से बनी।",
        stop="। ",
    ),
    _language(
        "ja",
        "の は に を が で と も から まで それ これ その 町 水 港 船 冬 夏 春 橋 岸壁 契約 値段 年 日 夜 金 "
        "報告 役所 会議 手紙 誰も 払った 言った 見つけた 尋ねた 書いた 閉じた 開いた 建てた 新しい 古い 最後 "
        "最初 長い 半分 毎日 間 下 前 後 反対 再び 決して だけ 多い 少ない 乗組員 潮 灯 合図 技師 船長 書庫 "
        "数字 頁 行 答え 問い 約束 リットル トン ポンプ しかし 市長 議会 橋脚 埠頭 倉庫 帳簿 鍵 窓 朝",
        "とは言え|もっとも|やはり|ともかく|言わば|要するに",
        "アダ・リンド|港湾局|国土港湾橋梁水路省の担当部局|ホルト市長",
        "毎週金曜日に私たちの仕事の一番よいところを一通の手紙で無料でお届けします。",
        "記事に書かれた意見は筆者のものであり出版社や理事会の見解ではありません。",
        "この記事は読者の支援によって続けられている港の連載の一部です。",
        gap="",
        stop="。",
    ),
)


class Newsroom:
    """The texts of one language, each the same for the same seed."""

    def __init__(self, language: Language, seed: int) -> None:
        self.language = language
        self._random = Random(f"{language.code} {seed}")
        self._weights = [1 / (rank + 10) for rank in range(len(language.words))]

    def sentence(self) -> str:
        """Words put together by chance, often after a turn of phrase, now and then with a name or date."""
        language, random = self.language, self._random
        found = list(random.choices(language.words, self._weights, k=random.randint(8, 18)))
        if random.random() < 0.25:
            found.insert(0, random.choice(language.turns))
        if random.random() < 0.2:
            found.insert(random.randint(1, 6), random.choice(language.names))
        if random.random() < 0.2:
            found.insert(random.randint(1, 6), self.date())
        if random.random() < 0.1:
            found[-1] = f"**{found[-1]}**"
        text = language.gap.join(found)
        return text[:1].upper() + text[1:]

    def date(self) -> str:
        """A day of the year the harbour closed, as the house writes it."""
        return f"{self._random.randint(1, 28)}.{self._random.randint(1, 12)}.2026"

    def paragraph(self, sentences: int) -> str:
        """Some sentences."""
        return "".join(f"{self.sentence()}{self.language.stop}" for _ in range(sentences)).strip()

    def title(self) -> str:
        """A few words."""
        words = self._random.choices(self.language.words, self._weights, k=5)
        return self.language.gap.join(words).capitalize()

    def article(self, number: int) -> Article:
        """A paid article: its locked part quotes the free one, names the series and asks to subscribe."""
        language, random = self.language, self._random
        free = [self.paragraph(3) for _ in range(random.randint(2, 4))]
        said = self.sentence()
        note = f"{self.sentence()}{language.stop}".strip()
        locked = [
            self.paragraph(4),
            f"> {said}",
            *(self.paragraph(random.randint(3, 5)) for _ in range(random.randint(4, 7))),
            "\n".join(f"- {self.sentence()}" for _ in range(3)),
            f"| {self.title()} | {self.date()} |\n|---|---|\n| {self.title()} | {number} |",
            f"## {self.title()}",
            f"{self.paragraph(2)}[^a]",
            f'![{self.title()}](plan-{number}.jpg "{self.title()} © {language.names[0]}")',
            language.series,
            language.subscribe,
            language.legal,
        ]
        body = "\n\n".join(
            [*free, f"{said}{language.stop}", "<!--more-->", *locked, f"[^a]: {note}"]
        )
        draft = Draft(
            title=self.title(),
            subtitle=self.sentence() if random.random() < 0.5 else "",
            body=body + "\n",
            language=language.code,
            tags=tuple(random.sample(language.words[-30:], 3)),
            access=Access.PAID,
        )
        return parse(draft)

    def day(self) -> datetime:
        """A moment to have been published at."""
        return datetime.fromisoformat(f"2026-06-{self._random.randint(1, 28):02}T12:30:00+00:00")
