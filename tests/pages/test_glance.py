"""A page that is let go is told apart from one that could not be read at all."""

from __future__ import annotations

import pytest

from karar.errors import PageError
from karar.model.documents import Page, PageFacts
from karar.pages.glance import check_readable
from karar.pages.read import decode_page
from karar.pipeline.run import read_pages
from tests.reference.known import reference

TAMIL = "மழை பெய்ததால் பயிர்கள் சேதமடைந்தன. விவசாயிகள் கவலை அடைந்தனர். அரசு உதவி செய்யும் என்று கூறப்பட்டது."
FRENCH = (
    "La pluie est tombée toute la nuit sur les champs de la vallée et les agriculteurs ont perdu une partie de leurs "
    "récoltes, mais le maire a dit que la commune les aiderait à réparer les dégâts avant la fin du mois."
)
HINDI = "कल रात तेज़ बारिश होने से गाँव की फसल खराब हो गई और किसान बहुत परेशान हैं, ऐसा उन्होंने बताया।"
ENGLISH = "Heavy rain fell all night over the valley, and many of the farmers lost a part of what they had sown in May."


def glance(content: str, name: str = "a.html", lang: str | None = None) -> None:
    """Look at a page."""
    page = Page(content.encode(), name, facts=PageFacts(lang=lang))
    check_readable(page, decode_page(page))


@pytest.mark.parametrize("text", [TAMIL, FRENCH], ids=["Tamil", "French"])
@pytest.mark.parametrize("form", ["<html><p>{}</p></html>", "{}"], ids=["html", "text"])
def test_another_language_is_told(text: str, form: str):
    """A page in a language that is not read is an error, though nothing in it would make a claim."""
    with pytest.raises(PageError, match="which is not read"):
        glance(form.format(text))


@pytest.mark.parametrize("text", [HINDI, ENGLISH, "Rain fell."], ids=["Hindi", "English", "short"])
def test_a_page_in_a_language_that_is_read_is_let_go(text: str):
    """Nothing is wrong with a page that tells of other things."""
    glance(f"<html><ul><li>Accueil<li>Sports</ul><p>{text}</p></html>")
    glance(text, "a.txt")


def test_a_person_knows_the_language_better():
    """What was handed in as English is not guessed at."""
    glance(FRENCH, lang="en")


def test_a_page_without_text_is_told():
    """Markup and scripts alone are no page to let go."""
    with pytest.raises(PageError, match="no text to read"):
        glance("<html><script>var rain = 1;</script><p>&nbsp;</p></html>".replace("&nbsp;", " "))


def test_the_pipeline_tells_and_lets_go():
    """One outcome each: let go, and not read."""
    pages = [Page(f"<html><p>{text}</p></html>".encode(), "a.html") for text in (ENGLISH, TAMIL)]
    gone, unread = read_pages(pages, reference())
    assert gone.let_go
    assert gone.error is None
    assert not unread.let_go
    assert "not read" in str(unread.error)
