"""The elements of form as a clerk calls them."""

from __future__ import annotations

from collections.abc import Mapping

from vanban.domain.judging.inspected import Element

ELEMENT_NAMES: Mapping[Element, str] = {
    Element.COUNTRY_NAME: "Quốc hiệu",
    Element.MOTTO: "Tiêu ngữ",
    Element.SUPERIOR: "tên cơ quan chủ quản",
    Element.ISSUER: "tên cơ quan ban hành",
    Element.CODE: "số, ký hiệu",
    Element.PLACE_AND_DATE: "địa danh và thời gian ban hành",
    Element.TYPE_NAME: "tên loại",
    Element.SUBJECT: "trích yếu",
    Element.ADDRESSEES: "Kính gửi",
    Element.BODY: "nội dung",
    Element.SIGNING_LINES: "quyền hạn, chức vụ người ký",
    Element.SIGNER_NAME: "họ và tên người ký",
    Element.DISTRIBUTION_HEADING: "chữ “Nơi nhận:”",
    Element.DISTRIBUTION: "danh sách nơi nhận",
    Element.DRAFTER_MARK: "ký hiệu người soạn thảo",
    Element.URGENCY: "dấu chỉ mức độ khẩn",
    Element.CIRCULATION: "chỉ dẫn phạm vi lưu hành",
    Element.ADDRESS: "địa chỉ cơ quan",
    Element.APPENDIX_LABEL: "chữ “Phụ lục”",
    Element.APPENDIX_TITLE: "tên phụ lục",
    Element.APPENDIX_NOTE: "dòng “(Kèm theo …)”",
    Element.APPENDIX_BODY: "nội dung phụ lục",
    Element.PAGE_NUMBER: "số trang",
}
