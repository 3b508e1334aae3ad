"""The language follows the script, then small words."""

import pytest

from karar.errors import PageError
from karar.pages.language import find_language
from tests.pages.written import EN_FIRST, EN_HEADLINE, FIRST, HEADLINE, read


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("भारत और जापान ने समझौते पर हस्ताक्षर किए हैं।", "hi"),
        ("भारत-नेपाल समझौता", "hi"),
        ("भारत आणि जपान यांनी करारावर स्वाक्षरी केली आहे.", "mr"),
        ("नेपाल र भारतबीच सम्झौता भएको छ। यसका लागि बैठक पनि गरिएको थियो।", "ne"),
        ("India and Japan signed an agreement on the supply of minerals.", "en"),
        ("China provides grant for hospital", "en"),
        ("La France et le Kenya ont signé hier un accord sur la sécurité des ports à Nairobi.", "fr"),
        ("भारत ने Toyota Tsusho और Suzuki Motor Corporation के साथ MoU किया", "hi"),
        ("日本とインドは協定に署名した。", "ja"),
        ("中国和印度签署协议", "zh"),
        ("한국과 인도는 협정에 서명했다", "ko"),
        ("இந்தியா ஜப்பான் ஒப்பந்தம்", "ta"),
        ("12345 --- 67", "und"),
        ("", "und"),
    ],
)
def test_language(text, lang):
    """Each text gets its language, or und."""
    assert find_language(text) == lang


def test_a_declared_language_counts_only_with_its_script():
    """What a page declares decides between languages of one script, never against the script."""
    assert find_language("भारत-नेपाल", declared="en-US") == "hi"
    assert find_language("Accord Nairobi", declared="fr") == "fr"


UNREAD = {
    "Marathi (mr)": (
        "भारत आणि जपान यांनी शुक्रवारी टोकियो येथे सुरक्षा सहकार्य करारावर स्वाक्षरी केली. या करारामुळे दोन्ही देशांचे संबंध "
        "अधिक दृढ होतील, असे परराष्ट्र मंत्र्यांनी सांगितले आहे."
    ),
    "Nepali (ne)": (
        "नेपाल र भारतबीच ऊर्जा सहयोगसम्बन्धी सम्झौतामा हस्ताक्षर भएको छ। दुवै देशका ऊर्जामन्त्रीले काठमाडौंमा भएको बैठकपछि यो "
        "जानकारी दिएका हुन्।"
    ),
    "French (fr)": (
        "La France et le Kenya ont signé hier un accord sur la sécurité des ports à Nairobi. Le ministre de la Défense "
        "a déclaré que cet accord renforcerait la coopération entre les deux pays dans l'océan Indien."
    ),
    "Tamil (ta)": "இந்தியாவும் ஜப்பானும் வெள்ளிக்கிழமை பாதுகாப்பு ஒப்பந்தத்தில் கையெழுத்திட்டன.",
    "Bengali (bn)": "ভারত ও জাপান শুক্রবার নিরাপত্তা সহযোগিতা চুক্তিতে স্বাক্ষর করেছে।",
    "Japanese (ja)": "日本とインドは金曜日、安全保障協力に関する協定に署名した。",
    "Korean (ko)": "한국과 인도는 금요일 안보 협력 협정에 서명했다.",
    "Chinese (zh)": "中国和印度星期五签署了安全合作协议。",
    "Urdu (ur)": "بھارت اور جاپان نے جمعہ کو سلامتی تعاون کے معاہدے پر دستخط کیے۔",
}


@pytest.mark.parametrize("language", UNREAD)
def test_a_page_in_another_language_is_an_error(language):
    """A page in a language that is not read says which it seems to be, which are read, and how to insist."""
    with pytest.raises(PageError) as told:
        read(UNREAD[language])
    assert f"seems to be in {language}, which is not read. Read are: en, hi." in str(told.value)
    assert "--language" in str(told.value)


def test_who_knows_better_says_so():
    """A language that was given with a page is believed."""
    assert read(UNREAD["Marathi (mr)"], lang="hi").lang == "hi"


@pytest.mark.parametrize(
    "text",
    [
        HEADLINE,
        EN_HEADLINE,
        "भारत-नेपाल समझौता",
        "India Japan pact",
        "MoU",
        "भारत नेपाल के बीच समझौता तथा नेपाली पक्ष की बैठक",
        f"{FIRST} The Prime Minister said: the two sides will sign the MoU in New Delhi.",
        f"இந்தியா ஜப்பான் ஒப்பந்தம். {EN_FIRST}",
        f"{EN_FIRST} 日本とインドは協定に署名した。",
        "Abe, Modi, Suga, Jaishankar, Rao; Tokyo, Osaka, Kobe, New Delhi",
        "12 34 56",
    ],
)
def test_what_may_be_read_is_read(text):
    """Headlines, names, and pages that are partly in Hindi or English are never refused."""
    assert read(text).blocks
