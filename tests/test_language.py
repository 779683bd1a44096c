"""Which language a text is in: other languages are not read as English, nor English as another."""

import pytest

from dragoman.demo import bundled
from dragoman.sources.language import detect

OTHERS = {
    "ar": [
        "قال وزير الموانئ إن العبارة ستبحر مرة أخرى يوم الاثنين.",
        "انهارت محادثات المياه بعد انسحاب المبعوث من القاعة يوم الخميس.",
    ],
    "cs": [
        "Ministr přístavů řekl, že trajekt znovu vypluje v pondělí.",
        "Rozhovory o vodě ztroskotaly po odchodu vyslance.",
    ],
    "de": [
        "Der Hafenminister sagte, die Fähre werde am Montag wieder fahren.",
        "Die Gespräche über das Wasser sind gescheitert.",
    ],
    "el": [
        "Ο υπουργός λιμένων είπε ότι το πλοίο θα αποπλεύσει ξανά τη Δευτέρα.",
        "Οι συνομιλίες για το νερό κατέρρευσαν.",
    ],
    "es": [
        "El ministro de puertos dijo que el ferry volverá a zarpar el lunes.",
        "Las conversaciones sobre el agua fracasaron.",
    ],
    "fr": [
        "Le ministre du port a déclaré que le ferry reprendrait la mer lundi.",
        "Le ministre a démissionné hier soir.",
    ],
    "hu": [
        "A kikötői miniszter szerint a komp hétfőn újra elindul.",
        "A vízügyi tárgyalások kudarcba fulladtak.",
    ],
    "pl": [
        "Minister portów powiedział, że prom wypłynie ponownie w poniedziałek.",
        "Rozmowy w sprawie wody zakończyły się fiaskiem.",
    ],
    "ru": [
        "Министр портов заявил, что паром снова выйдет в море в понедельник.",
        "Переговоры о воде сорваны.",
    ],
    "sw": [
        "Waziri wa bandari alisema kivuko kitasafiri tena siku ya Jumatatu.",
        "Wavuvi wawili walijeruhiwa baada ya boti ya doria kugonga chombo chao karibu na rasi.",
    ],
    "tr": [
        "Liman bakanı, feribotun pazartesi günü yeniden sefere çıkacağını söyledi.",
        "Su görüşmeleri elçinin ayrılmasıyla çöktü.",
    ],
    "uk": [
        "Міністр портів заявив, що пором знову вийде в море в понеділок.",
        "Переговори щодо води зірвано, бо посланець пішов.",
    ],
    "vi": [
        "Bộ trưởng cảng biển cho biết phà sẽ hoạt động trở lại vào thứ Hai.",
        "Đàm phán về hiệp ước nước đã đổ vỡ.",
    ],
    "zh": [
        "港口部长表示，渡轮将于星期一恢复航行。",
        "水条约谈判因特使离席而破裂。",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts])
def test_short_texts_of_other_languages(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Chile denied attacking Peru.",
        "Jan van der Meer accused Russia of an attack.",
        "Montenegrin Prime Minister Ana Vuković thanked Peru.",
        "However, he did not go into detail.",
        "The Asia-Pacific Forum met in Lima.",
        "The mayor of São Paulo met Łukasz Żak in Kraków.",
        "Le Monde and Die Zeit published the letter.",
        "OK",
        "12 34 56",
        "",
    ],
)
def test_english_with_foreign_names_stays_english(text: str) -> None:
    assert detect(text) == "en"


def test_every_bundled_report_is_english() -> None:
    assert {detect(article.text) for article in bundled()} == {"en"}
