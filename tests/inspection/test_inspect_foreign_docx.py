"""DOCX files built in the ways of other people: the elements are found in all of them."""

import foreign_letters as made
import pytest

from vanban.domain.judging.inspected import Element
from vanban.inspection.docx.inspect import inspect_docx

EXPECTED = {
    Element.COUNTRY_NAME: made.COUNTRY,
    Element.MOTTO: made.MOTTO,
    Element.ISSUER: made.ISSUER,
    Element.CODE: made.CODE,
    Element.PLACE_AND_DATE: made.PLACE,
    Element.SUBJECT: made.SUBJECT,
    Element.BODY: " ".join(made.BODY),
    Element.SIGNING_LINES: " ".join(made.SIGNING),
    Element.SIGNER_NAME: made.NAME,
    Element.DISTRIBUTION_HEADING: made.LABEL,
    Element.DISTRIBUTION: " ".join(made.LISTED),
}


def inspected(tmp_path, content):
    path = tmp_path / "thu.docx"
    path.write_bytes(content)
    return inspect_docx(path)


def words(inspection, element):
    return " ".join(" ".join(line.text for line in inspection.elements.get(element, ())).split())


@pytest.mark.parametrize("way", made.WAYS, ids=lambda way: way.__name__)
def test_the_elements_are_found(tmp_path, way):
    letter = inspected(tmp_path, way())
    assert {element: words(letter, element) for element in EXPECTED} == EXPECTED
    assert words(letter, Element.ADDRESSEES) == f"Kính gửi: {' '.join(made.ADDRESSEES)}"
    assert words(letter, Element.SUPERIOR) in {made.SUPERIOR, "UBND TỈNH KHÁNH HÒA"}
