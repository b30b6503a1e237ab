"""What is written of a PDF is worked out once, and is what the library would write by itself."""

from unittest.mock import patch

import pydyf
import pytest
from rendering_letters import LETTERS

from vanban.rendering.pdf import press
from vanban.rendering.pdf.finishing import work_out


@pytest.mark.parametrize("name", ["everything", "draft with appendices"])
def test_the_file_is_to_the_last_byte_what_the_library_writes_alone(name):
    finished = press.letter_pdf(LETTERS[name])
    with patch.object(press, "work_out", None):
        assert press.letter_pdf(LETTERS[name]) == finished


def test_no_object_is_asked_again_what_it_comes_to():
    asked = []

    class Asked(pydyf.Dictionary):
        @property
        def data(self):
            asked.append(self.number)
            return super().data

    pdf = pydyf.PDF()
    pdf.add_object(Asked({"Type": "/Nothing"}))
    work_out(None, pdf)
    assert [one.data for one in pdf.objects[-1:] * 3] == [b"<</Type /Nothing>>"] * 3
    assert len(asked) == 1
