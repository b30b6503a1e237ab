"""Pictures and QR codes of a letter, checked before anything draws them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from vanban.domain.letters.letter import Image, QrCode
from vanban.intake.folder import IMAGE_LIMIT_MB, MEGABYTE
from vanban.intake.markup.inline import is_web_address
from vanban.intake.reading import Spot, Unusable

QR_SCHEME = "qr:"
_WIDTH = re.compile(r"(\d{1,3})(?:[.,](\d))? ?mm")
_IMAGE_WIDTH_MM = 120.0
_QR_WIDTH_MM = 30.0
# What fits between the widest margins that the Decree allows on A4.
_WIDEST_MM = 160.0
_NARROWEST_MM = 5.0
_TALLEST_MM = 240.0
_LIMIT_MEGAPIXELS = 40
_LONGEST_QR_LINK = 1000
_FORMATS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", PngImageFile),
    (b"\xff\xd8\xff", "image/jpeg", JpegImageFile),
)
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class PictureCall:
    """A picture as a text asks for it."""

    source: str
    alt: str
    title: str


@dataclass(frozen=True, slots=True)
class _Size:
    media_type: str
    width: int
    height: int


def picture(call: PictureCall, files: Mapping[str, bytes], spot: Spot) -> Image | QrCode | None:
    """The block that a picture makes, or ``None`` when it was reported.

    A file without content has been reported when the folder was read, and is passed over here.
    """
    if not call.alt.strip():
        spot.report("hình không có lời mô tả", "ghi lời mô tả giữa [ ]: ![Mã QR phiếu khảo sát](...)")
        return None
    try:
        if call.source.startswith(QR_SCHEME):
            return _qr_code(call)
        return _image(call, files)
    except Unusable as refused:
        spot.report(refused.message, refused.remedy)
        return None


def _qr_code(call: PictureCall) -> QrCode:
    link = call.source.removeprefix(QR_SCHEME)
    if not is_web_address(link) or len(link) > _LONGEST_QR_LINK:
        raise Unusable(f"mã QR không có địa chỉ dùng được: '{link[:80]}'", "ghi qr: rồi địa chỉ đầy đủ https://…")
    return QrCode(link=link, alt=call.alt.strip(), width_mm=_width_mm(call.title, _QR_WIDTH_MM))


def _image(call: PictureCall, files: Mapping[str, bytes]) -> Image | None:
    if call.source not in files:
        raise Unusable(
            f"không có tệp hình '{call.source}' trong thư mục", "chép tệp PNG hoặc JPEG vào thư mục, ghi đúng tên"
        )
    content = files[call.source]
    if not content:
        return None
    if len(content) > IMAGE_LIMIT_MB * MEGABYTE:
        raise Unusable(f"hình '{call.source}' lớn hơn {IMAGE_LIMIT_MB} MB", "giảm kích thước hình rồi chép lại")
    width_mm = _width_mm(call.title, _IMAGE_WIDTH_MM)
    try:
        size = _measured(content)
    except Unusable as refused:
        raise Unusable(f"hình '{call.source}' {refused.message}", refused.remedy) from refused
    height_mm = round(width_mm * size.height / size.width, 2)
    if height_mm > _TALLEST_MM:
        raise Unusable(f"hình '{call.source}' cao {height_mm:.0f} mm, quá một trang", 'ghi chiều rộng nhỏ hơn: "40mm"')
    return Image(
        content=content, media_type=size.media_type, alt=call.alt.strip(), width_mm=width_mm, height_mm=height_mm
    )


def _width_mm(title: str, default: float) -> float:
    if not title.strip():
        return default
    found = _WIDTH.fullmatch(title.strip())
    width = float(f"{found.group(1)}.{found.group(2) or 0}") if found else 0.0
    if not _NARROWEST_MM <= width <= _WIDEST_MM:
        raise Unusable(
            f"chiều rộng hình '{title[:40]}' không dùng được",
            f'ghi số milimét từ {_NARROWEST_MM:.0f} đến {_WIDEST_MM:.0f}: "80mm"',
        )
    return width


@lru_cache(maxsize=32)
def _measured(content: bytes) -> _Size:
    """Type and size in pixels; cached because each of many letters holds the same picture.

    The reader of each format is called itself: ``Image.open`` would try others and warn about large ones.
    """
    kind = next((kind for kind in _FORMATS if content.startswith(kind[0])), None)
    if kind is None:
        raise Unusable("không phải PNG hoặc JPEG", "lưu hình lại dưới dạng PNG hoặc JPEG")
    _, media_type, reader = kind
    try:
        with _whole_pictures_only(), reader(BytesIO(content)) as opened:
            width, height = opened.size
            if width * height > _LIMIT_MEGAPIXELS * 1_000_000:
                raise Unusable(
                    f"có {width} x {height} điểm ảnh, quá {_LIMIT_MEGAPIXELS} triệu", "thu nhỏ hình rồi chép lại"
                )
            opened.load()
    except _UNREADABLE as error:
        raise Unusable("bị hỏng, không đọc được", "mở và lưu lại hình bằng phần mềm xem hình") from error
    return _Size(media_type, width, height)


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Refuses cut-off pictures, even where the PDF press is loaded, which lets them pass in the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
