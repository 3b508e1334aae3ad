"""The language follows the script, then small words."""

import pytest

from karar.pages.language import find_language


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
