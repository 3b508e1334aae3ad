"""Pages written for these tests, in Hindi and English, and two short ways to read one."""

from karar.model.documents import Document, Page, PageFacts
from karar.pages import read_page

HEADLINE = "भारत और नेपाल ने जलविद्युत परियोजना पर समझौता किया"
FIRST = (
    "भारत और नेपाल ने सोमवार को एक नई जलविद्युत परियोजना के लिए समझौते पर हस्ताक्षर किए। परियोजना की क्षमता 900 मेगावाट होगी "
    "और इससे दोनों देशों को बिजली मिलेगी।"
)
SECOND = (
    "समझौते के तहत भारत नेपाल को 50 करोड़ रुपये की सहायता देगा। दोनों देशों के ऊर्जा मंत्रियों ने काठमांडू में हुई बैठक के बाद यह जानकारी दी।"
)
THIRD = "नेपाल के ऊर्जा मंत्री ने कहा कि परियोजना का काम अगले साल शुरू होगा और भारत के साथ बिजली व्यापार भी बढ़ेगा।"

EN_HEADLINE = "India and Kenya sign agreement on port security"
EN_FIRST = (
    "India and Kenya signed an agreement on port security in Nairobi on Monday. Under the agreement, India will train "
    "200 Kenyan port officers over three years."
)
EN_SECOND = (
    "Kenya's defence minister said the agreement would strengthen security in the Indian Ocean. India will also give "
    "Kenya two patrol boats."
)
EN_THIRD = "The two sides will meet again in New Delhi next year to review the training of the port officers."


def read(text: str | bytes, name: str = "page.txt", **facts: str) -> Document:
    """Read one page."""
    content = text.encode() if isinstance(text, str) else text
    return read_page(Page(content, name, facts=PageFacts(**facts)))


def said(doc: Document, *kinds: str) -> list[str]:
    """List the text of a document's blocks, of these kinds where any are named."""
    return [block.span.of(doc.text) for block in doc.blocks if not kinds or block.kind in kinds]


def lines(*parts: str) -> str:
    """Join lines as a saved page has them, a blank line between each two."""
    return "\n\n".join(parts) + "\n"
