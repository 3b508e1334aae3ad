"""Text set in fonts from before Unicode is told, wherever it comes from, and no other text is."""

import pytest

from karar.errors import PageError
from karar.pages.fonts import family_of, find_family
from tests.pages.written import EN_FIRST, EN_HEADLINE, EN_SECOND, EN_THIRD, FIRST, SECOND, lines, read

LEGACY = {
    "Kruti Dev": (
        "Hkkjr ds iz/kkuea=h us dgk fd tkiku ds lkFk le>kSrs ij gLrk{kj fd;s x;s gSaA "
        ";g le>kSrk nksuksa ns'kksa ds chp lqj{kk lg;ksx dks c<+k,xk vkSj O;kikj esa Hkh ykHk nsxkA"
    ),
    "Chanakya": (
        "ÖæÚUÌ ·ð¤ ÂýÏæÙ×¢˜æè Ùð ·¤ãæ ç·¤ ÁæÂæÙ ·ð¤ âæÍ â×Ûææñ¡ð ÂÚU "
        "ãSÌæÿæÚU ç·¤° »° ãñ´Ð Øã â×Ûææñ¡æ ÎôÙô´ Îðàæô´ ·ð¤ Õè¿ ãñÐ"
    ),
    "Shusha": "Baart ko p`Qaana maM~I nao kha ik jaapana ko saaqa samaJaaOta hO AaOr dao doSaaoM maoM sahyaaoga hO",
    "DV-TTYogesh": "¦ÉÉ®úiÉ Eäò |ÉvÉÉxÉ¨ÉÆjÉÒ xÉä Eò½þÉ ÊEò VÉÉ{ÉÉxÉ Eäò ºÉÉlÉ ºÉ¨ÉZÉÉèiÉä {É®ú ½þºiÉÉIÉ®ú ½ÖþB ½éþ*",
}


@pytest.mark.parametrize("family", LEGACY)
@pytest.mark.parametrize("form", ["{}", "<html><body><h1>{}</h1><p><font face='x'>{}</font></p></body></html>"])
def test_a_page_in_a_legacy_font_is_an_error(family, form):
    """Plain text and HTML that is set in a legacy font is an error that names the font and says what to do."""
    with pytest.raises(PageError, match=rf"legacy font \({family}\).*Convert it to Unicode"):
        read(form.replace("{}", LEGACY[family].replace("<", "&lt;") if "<" in form else LEGACY[family]), "a.html")


def test_one_paragraph_in_a_legacy_font_is_noted():
    """One such paragraph in an article is a problem, and the article is read."""
    html = "".join(
        f"<p>{text}</p>" for text in (EN_FIRST, EN_SECOND, LEGACY["Chanakya"], EN_THIRD, EN_SECOND, EN_FIRST)
    )
    doc = read(f"<html><body><h1>{EN_HEADLINE}</h1>{html}</body></html>", "a.html")
    assert [problem.kind for problem in doc.problems] == ["legacy-font"]


@pytest.mark.parametrize("text", [FIRST, EN_FIRST, "", "us us us us", "ds.dk/gS", lines(EN_HEADLINE, EN_FIRST, SECOND)])
def test_other_text_is_set_in_no_legacy_font(text):
    """Hindi, English and scraps are set in none."""
    assert find_family(text) is None


@pytest.mark.parametrize("font", ["Mangal", "ABCDEF+Kokila", "NirmalaUI", "TimesNewRomanPSMT", "Lohit-Devanagari", ""])
def test_other_fonts_are_none(font):
    """Fonts of today are no legacy fonts."""
    assert family_of(font) is None
