"""Family b: letters and masters that call for files of this machine and for addresses elsewhere."""

from __future__ import annotations

from pathlib import Path

from world import TEXT, TOML, Attack, World

ELSEWHERE, SECRET_FILE = "ADDRESS", "FILE"
"""Stand in a payload for the address of the listener and for the path of the secret."""

# fmt: off
IN_TEXT = {
    "hình http": "![a](ADDRESS/a.png)",
    "hình http chuyển tiếp": "![a](ADDRESS/chuyen)",
    "hình https": "![a](https://127.0.0.1:1/a.png)",
    "hình ftp": "![a](ftp://127.0.0.1:1/a.png)",
    "hình file": "![a](file://FILE)",
    "hình đường dẫn tuyệt đối": "![a](FILE)",
    "hình đường dẫn lên trên": "![a](../bi-mat.txt)",
    "hình đường dẫn mã hóa": "![a](%2e%2e/bi-mat.txt)",
    "hình không giao thức": "![a](//127.0.0.1:1/a.png)",
    "hình data": "![a](data:image/png;base64,iVBORw0KGgo=)",
    "hình data SVG": "![a](data:image/svg+xml;base64,PHN2Zz48aW1hZ2UgaHJlZj0iZmlsZTovLy9ldGMvcGFzc3dkIi8+PC9zdmc+)",
    "hình jar": "![a](jar:file://FILE!/a)",
    "hình UNC": "![a](\\\\\\\\127.0.0.1\\\\a\\\\b.png)",
    "hình qua tham chiếu": "![a][x]\n\n[x]: ADDRESS/a.png",
    "hình có chỗ điền": "![a]({{ links.ra }})",
    "mã QR tới tệp": "![a](qr:file://FILE)",
    "mã QR script": "![a](qr:javascript:alert(1))",
    "mã QR data": "![a](qr:data:text/html,x)",
    "mã QR rất dài": "![a](qr:https://example.gov.vn/" + "a" * 5000 + ")",
    "liên kết tới tệp": "[a](file://FILE)",
    "liên kết script": "[a](javascript:alert(1))",
    "liên kết data": "[a](data:text/html,<script>)",
    "liên kết Word field": "[a](vbscript:msgbox)",
    "liên kết không giao thức": "[a](//127.0.0.1:1/)",
    "thẻ img": '<img src="ADDRESS/a.png">',
    "thẻ link": '<link rel="attachment" href="file://FILE">',
    "thẻ style": "<style>@import url(ADDRESS/a.css);</style>",
    "thẻ iframe": '<iframe src="ADDRESS/"></iframe>',
    "thẻ object": '<object data="file://FILE"></object>',
    "thẻ svg": '<svg><image href="ADDRESS/a.png"/></svg>',
}
"""Each is refused, or stays words; nothing is fetched."""

FILES = {
    "văn bản ở ngoài thư mục": ('text = "bai.md"', 'text = "../bi-mat.txt"'),
    "văn bản đường dẫn tuyệt đối": ('text = "bai.md"', 'text = "FILE"'),
    "văn bản ở địa chỉ": ('text = "bai.md"', 'text = "ADDRESS/bai.md"'),
    "đính kèm ở ngoài thư mục": ("file_copy", 'attachments = ["../bi-mat.txt"]\nfile_copy'),
    "đính kèm đường dẫn tuyệt đối": ("file_copy", 'attachments = ["FILE"]\nfile_copy'),
    "đính kèm ở địa chỉ": ("file_copy", 'attachments = ["ADDRESS/a.pdf"]\nfile_copy'),
    "đính kèm file": ("file_copy", 'attachments = ["file://FILE"]\nfile_copy'),
    "bảng nơi nhận ở ngoài": ('{ organisation = "Sở Giáo dục và Đào tạo" }', '{ sheet = "../bi-mat.txt" }'),
    "bảng nơi nhận ở địa chỉ": ('{ organisation = "Sở Giáo dục và Đào tạo" }', '{ sheet = "ADDRESS/ds.csv" }'),
    "danh bạ ở ngoài": ('title = "Đợt thử"', 'title = "Đợt thử"\ndirectory = "../.."'),
    "danh bạ ở địa chỉ": ('title = "Đợt thử"', 'title = "Đợt thử"\ndirectory = "ADDRESS/"'),
    "liên kết tới tệp": ("[facts]", '[links]\nra = "file://FILE"\n\n[facts]'),
    "liên kết script": ("[facts]", '[links]\nra = "javascript:alert(1)"\n\n[facts]'),
}

IN_STYLE = {
    "import http": '@import url("ADDRESS/a.css");',
    "import không url": '@import "ADDRESS/a.css";',
    "import file": '@import url("file://FILE");',
    "import chuyển tiếp": '@import url("ADDRESS/chuyen");',
    "import data": '@import url("data:text/css,@import%20url(ADDRESS/a.css)");',
    "phông chữ http": '@font-face { font-family: X; src: url("ADDRESS/a.ttf") }',
    "phông chữ file": '@font-face { font-family: X; src: url("file://FILE") }',
    "nền http": 'body { background: url("ADDRESS/a.png") }',
    "nền file": 'body { background: url("file://FILE") }',
    "nền trang": '@page { background: url("ADDRESS/a.png") }',
    "nội dung": 'p::before { content: url("ADDRESS/a.png") }',
    "dấu đầu dòng": 'p { display: list-item; list-style-image: url("ADDRESS/a.png") }',
    "viền": 'p { border-image: url("ADDRESS/a.png") 1 }',
    "hồ sơ màu http": '@color-profile --x { src: url("ADDRESS/a.icc") }',
    "hồ sơ màu file": '@color-profile --x { src: url("file://FILE") }',
    "số đếm": '@counter-style x { system: cyclic; symbols: url("ADDRESS/a.png") }',
}
"""Stand first in the style sheet, where an @import counts."""

IN_PAGE = {
    "hình http": '<img src="ADDRESS/a.png" alt=""/>',
    "hình file": '<img src="file://FILE" alt=""/>',
    "hình không giao thức": '<img src="//127.0.0.1:1/a.png" alt=""/>',
    "hình tương đối": '<img src="../../bi-mat.txt" alt=""/>',
    "hình data SVG": '<img src="data:image/svg+xml,%3Csvg%3E%3C/svg%3E" alt=""/>',
    "đính kèm": '<a rel="attachment" href="file://FILE">x</a>',
    "đính kèm http": '<a rel="attachment" href="ADDRESS/a">x</a>',
    "đối tượng": '<object data="file://FILE"/>',
    "nhúng": '<embed src="ADDRESS/a"/>',
    "svg có hình": '<svg xmlns="http://www.w3.org/2000/svg"><image href="ADDRESS/a.png"/></svg>',
    "svg dùng tệp": '<svg xmlns="http://www.w3.org/2000/svg"><use href="file://FILE#a"/></svg>',
    "XInclude": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://FILE" parse="text"/>',
    "kiểu tại chỗ": '<p style="background: url(ADDRESS/a.png)">x</p>',
    "địa chỉ gốc": '<base href="ADDRESS/"/><img src="a.png" alt=""/>',
    "chỉ dẫn XML": '<?xml-stylesheet href="ADDRESS/a.css"?>',
}
IN_HEAD = {
    "kiểu http": '<link rel="stylesheet" href="ADDRESS/a.css"/>',
    "kiểu file": '<link rel="stylesheet" href="file://FILE"/>',
    "thẻ style": "<style>@import url(ADDRESS/a.css);</style>",
    "đính kèm": '<link rel="attachment" href="file://FILE"/>',
    "địa chỉ gốc là tệp": '<base href="file:///"/>',
}
# fmt: on


def filled(world: World, payload: str) -> str:
    return payload.replace(ELSEWHERE, world.listener.address).replace(SECRET_FILE, str(world.secret))


def harmless(world: World, folder: Path) -> None:
    """Refused, or drawn without anything from elsewhere."""
    ran = world.run("draft", folder, "--out", "ra", "--database", "so.db")
    if ran.code:
        assert "→" in ran.out + ran.err
    else:
        told = world.printed("ra")
        assert "javascript:" not in told.replace("qr:javascript:", "")
    assert world.listener.asked == []


def in_text(world: World, payload: str) -> None:
    harmless(world, world.campaign(text=TEXT.replace("Trân trọng", f"{filled(world, payload)}\n\nTrân trọng")))


def picture_that_is_none(world: World, payload: str) -> None:
    text = TEXT.replace("Trân trọng", "![a](a.png)\n\nTrân trọng")
    world.plan_refused(world.campaign(text=text, a_png=filled(world, payload)), about="a.png")


def picture_that_is_a_link(world: World, payload: str) -> None:
    folder = world.campaign(text=TEXT.replace("Trân trọng", "![a](a.png)\n\nTrân trọng"))
    (folder / "a.png").symlink_to(filled(world, payload))
    world.plan_refused(folder, about="a.png")


def of_files(world: World, payload: str) -> None:
    old, new = FILES[payload]
    assert old in TOML
    world.plan_refused(world.campaign(toml=TOML.replace(old, filled(world, new), 1)), about="campaign.toml")


def in_style(world: World, payload: str) -> None:
    master = world.own_templates() / "html" / "letter.css.j2"
    master.write_text(filled(world, payload) + "\n" + master.read_text("utf-8"), encoding="utf-8")
    harmless(world, world.campaign())


def in_page(world: World, payload: str) -> None:
    master = world.own_templates() / "html" / "letter.html.j2"
    master.write_text(master.read_text("utf-8").replace("</body>", f"{filled(world, payload)}</body>"), "utf-8")
    harmless(world, world.campaign())


def in_head(world: World, payload: str) -> None:
    master = world.own_templates() / "html" / "letter.html.j2"
    master.write_text(master.read_text("utf-8").replace("</head>", f"{filled(world, payload)}</head>"), "utf-8")
    harmless(world, world.campaign())


_FAKES = {
    "SVG mang tên PNG": '<svg xmlns="http://www.w3.org/2000/svg"><image href="ADDRESS/a.png"/></svg>',
    "PostScript mang tên PNG": "%!PS\n(FILE) (r) file",
    "MVG mang tên PNG": "push graphic-context\nimage over 0,0 0,0 'FILE'",
}
_NOTHING = "không gọi mạng, không đọc tệp; từ chối hoặc để nguyên là chữ"
ATTACKS = (
    *(Attack(name=n, where="lời văn", payload=p, holds=_NOTHING, carry_out=in_text) for n, p in IN_TEXT.items()),
    *(
        Attack(name=n, where="tệp hình", payload=p, holds=_NOTHING, carry_out=picture_that_is_none)
        for n, p in _FAKES.items()
    ),
    Attack(
        name="liên kết tượng trưng", where="tệp hình", payload="FILE", holds=_NOTHING, carry_out=picture_that_is_a_link
    ),
    *(Attack(name=n, where="campaign.toml", payload=n, holds=_NOTHING, carry_out=of_files) for n in FILES),
    *(
        Attack(name=n, where="mẫu kiểu trình bày", payload=p, holds=_NOTHING, carry_out=in_style)
        for n, p in IN_STYLE.items()
    ),
    *(Attack(name=n, where="mẫu trang PDF", payload=p, holds=_NOTHING, carry_out=in_page) for n, p in IN_PAGE.items()),
    *(
        Attack(name=n, where="đầu mẫu trang PDF", payload=p, holds=_NOTHING, carry_out=in_head)
        for n, p in IN_HEAD.items()
    ),
)
