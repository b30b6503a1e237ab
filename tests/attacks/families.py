"""The table of attacks, family by family."""

from __future__ import annotations

from dataclasses import dataclass

import database_attacks
import desk_attacks
import fetch_attacks
import formula_attacks
import package_attacks
import page_attacks
import secret_attacks
import size_attacks
import template_attacks
from world import Attack


@dataclass(frozen=True, kw_only=True)
class Family:
    """Attacks of one kind; ``letter`` is that of SECURITY.md."""

    letter: str
    title: str
    attacks: tuple[Attack, ...]


FAMILIES = (
    Family(letter="a", title="Lời văn và mẫu muốn thành chương trình", attacks=template_attacks.ATTACKS),
    Family(letter="b", title="Gọi tệp của máy và địa chỉ bên ngoài", attacks=fetch_attacks.ATTACKS),
    Family(letter="c", title="XML, tệp nén và tên tệp", attacks=package_attacks.ATTACKS),
    Family(letter="d", title="Công thức trong tệp xuất ra", attacks=formula_attacks.ATTACKS),
    Family(letter="e", title="Dữ liệu quá lớn, quá sâu, cố ý làm chậm", attacks=size_attacks.ATTACKS),
    Family(letter="f", title="SQL và mẫu tìm trong chữ người dùng gõ", attacks=database_attacks.ATTACKS),
    Family(letter="g", title="Mật khẩu và khóa trong lời báo, nhật ký", attacks=secret_attacks.ATTACKS),
    Family(letter="h", title="HTML, Markdown, màn hình và ký tự không thấy", attacks=page_attacks.ATTACKS),
    Family(letter="i", title="Trang của cơ quan và máy chủ Prefect", attacks=desk_attacks.ATTACKS),
)
