"""Family a: texts and masters that try to be programs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from world import SHEET, TEXT, TOML, Attack, World

# fmt: off
PROGRAMS = {
    "thuộc tính của lớp": "{{ ''.__class__.__mro__ }}",
    "lớp con": "{{ ''.__class__.__base__.__subclasses__() }}",
    "thuộc tính qua bộ lọc": "{{ ''|attr('__class__') }}",
    "thuộc tính qua phần tử": "{{ facts['__class__'] }}",
    "tên ghép lúc chạy": "{{ facts[['__cla', 'ss__']|join] }}",
    "biến toàn cục của hàm": "{{ cite.__globals__ }}",
    "biến toàn cục, tên trong danh sách": "{{ cite[['__globals__']|first] }}",
    "mẫu tự thân": "{{ self._TemplateReference__context }}",
    "móc của phần mềm": "{{ __call(1, range, 5) }}",
    "chuỗi định dạng": "{{ '{0.__class__}'.format(1) }}",
    "chuỗi định dạng để dành": "{% for f in ['{0.__class__.__mro__}'.format] %}{{ f(facts) }}{% endfor %}",
    "bộ lọc format": "{{ '%99999999d'|format(1) }}",
    "đệm chữ để dành": "{% for f in ['a'.ljust] %}{{ f(99999999999) }}{% endfor %}",
    "đệm chữ của giá trị": "{% for f in [facts.chu.ljust] %}{{ f(99999999999) }}{% endfor %}",
    "đệm chữ qua phần tử": "{% for f in ['a'['ljust']] %}{{ f(99999999999) }}{% endfor %}",
    "định dạng rộng để dành": "{% for f in ['{:>9999999999}'.format] %}{{ f(1) }}{% endfor %}",
    "thay chữ để dành": "{% for f in ['aaaa'.replace] %}{{ f('', 'bbbb') }}{% endfor %}",
    "nhân chuỗi": "{{ 'a' * 99999999999 }}",
    "lũy thừa": "{{ 10 ** 10 ** 10 }}",
    "dãy dài": "{{ range(99999999999)|length }}",
    "vòng lặp lồng nhau": "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
    "vòng lặp bốn tầng": "{% for a in 'x' %}" + "{% for a in range(9) %}" * 4 + "{% endfor %}" * 5,
    "vòng lặp tự gọi": "{% for a in range(3) recursive %}{{ loop(range(3)) }}{% endfor %}",
    "macro tự gọi": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "gán": "{% set x = 'a' %}{{ x }}",
    "không gian tên": "{% set n = namespace(x=1) %}{{ n.x }}",
    "ghép chuỗi": "{{ 'a' ~ 'b' }}",
    "nạp tệp": "{% include '/etc/passwd' %}",
    "nhập mô đun": "{% import 'os' as os %}{{ os.system('id') }}",
    "kế thừa": "{% extends 'x' %}",
    "chèn ngoặc sâu": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "số rất dài": "{{ " + "9" * 6000 + " }}",
    "lorem ipsum": "{{ lipsum(n=99999999) }}",
    "cycler": "{{ cycler.__init__.__globals__.os }}",
    "lệnh của docxtpl": "{%p if 1 %}x{%p endif %}",
    "thẻ dịch": "{% trans %}x{% endtrans %}",
}
"""What a letter text must not be able to do; each is refused on its line before anything is numbered."""

WORDS = (
    "{{ ''.__class__ }}", "{% for x in range(3) %}lặp{% endfor %}", "{{r subject }}{%p if 1 %}", "{{ 7*7 }}{#x#}",
    "${7*7}%(chu)s{0.__class__}",
)
"""What stands in data is words, whatever it looks like."""

MASTERS = {
    "thuộc tính của lớp": "{{ ''.__class__.__mro__ }}",
    "thuộc tính của giá trị": "{{ signer_name.__class__.__base__.__subclasses__() }}",
    "thuộc tính qua bộ lọc": "{{ ''|attr('__class__') }}",
    "thuộc tính qua map": "{{ ['']|map(attribute='__class__')|first }}",
    "chuỗi định dạng": "{{ '{0.__class__}'.format(1) }}",
    "bộ lọc format": "{{ '%s'|format(1) }}",
    "biến toàn cục": "{{ cycler.__init__.__globals__ }}",
    "lorem ipsum": "{{ lipsum(n=9999999) }}",
    "nhân chuỗi": "{{ 'a' * 99999999999 }}",
    "cộng chuỗi": "{{ 'a' + 'b' }}",
    "phần trăm rộng": "{{ '%99999999999d' % 1 }}",
    "phần trăm theo số": "{{ '%*d' % (99999999999, 1) }}",
    "đệm chữ": "{{ 'a'.ljust(99999999999) }}",
    "đệm chữ qua phần tử": "{{ 'a'['ljust'](99999999999) }}",
    "bộ lọc center": "{{ 'a'|center(99999999999) }}",
    "lũy thừa": "{{ 10 ** 10 ** 10 }}",
    "vòng lặp không dừng": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "dãy dài": "{% for a in range(99999999) %}x{% endfor %}",
    "macro tự gọi": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "macro nhân đôi": "".join(
        f"{{% macro m{n} () %}}{f'{{{{ m{n - 1}() }}}}' * 2 if n else 'xx'}{{% endmacro %}}" for n in range(40)
    ) + "{{ m39() }}",
    "gán nhân đôi": "{% set a = 'x' %}{% set b = a ~ a %}{{ b }}",
    "khối nhân đôi": "{% set a %}x{% endset %}{{ a }}",
    "nạp tệp": "{% include '/etc/passwd' %}",
    "nạp tệp phía trên": "{% include '../../bi-mat.txt' %}",
    "nạp chính nó": "{% include 'letter.html.j2' %}",
    "nhập mô đun": "{% import 'letter.html.j2' as x %}",
    "chèn ngoặc sâu": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "in cả nhóm": "{% for a in range(2) %}{{ [a, [a]] }}{% endfor %}",
    "tắt bỏ thoát": "{% autoescape false %}{{ signer_name }}{% endautoescape %}",
    "bộ lọc safe": "{{ '<w:p/>'|safe }}",
    "móc của phần mềm": "{{ __repeat([1], 1) }}",
}
# fmt: on


def in_text(world: World, payload: str) -> None:
    world.plan_refused(world.campaign(text=TEXT + f"\n{payload}\n"), about="bai.md")


def in_subject(world: World, payload: str) -> None:
    text = TEXT.replace('"triển khai khảo sát"', f"'''{payload}'''")
    words_only(world, world.campaign(text=text), payload)


def in_appendix(world: World, payload: str) -> None:
    text = TEXT.replace('khảo sát"', 'khảo sát"\nappendices = [{ title = "Mẫu", text = "phu.md" }]').replace(
        "Trân trọng", "Mẫu theo Phụ lục kèm theo. Trân trọng"
    )
    world.plan_refused(world.campaign(text=text, phu_md=payload + "\n"), about="phu.md")


def as_fact(world: World, payload: str) -> None:
    toml = TOML.replace('"chữ"', f"'''{payload}'''")
    words_only(world, world.campaign(toml=toml, text=TEXT.replace("Trân trọng", "Trân trọng {{ facts.chu }}")), payload)


def as_recipient(world: World, payload: str) -> None:
    toml = TOML.replace(SHEET, SHEET + f", {{ name = '''{payload}''', role = \"copy\" }}")
    words_only(world, world.campaign(toml=toml), payload)


def as_cell(world: World, payload: str) -> None:
    toml = TOML.replace(f"recipients = [{SHEET}]", 'one_each = true\nrecipients = [{ sheet = "ds.csv" }]')
    sheet = f'Tên,Ghi chú\nSở Giáo dục và Đào tạo,"{payload}"\n'
    text = TEXT.replace("Trân trọng", "Trân trọng {{ row.ghi_chu }}")
    words_only(world, world.campaign(toml=toml, text=text, ds_csv=sheet), payload)


def as_signatory(world: World, payload: str) -> None:
    folder = world.campaign(toml=TOML.replace('title = "Đợt thử"', 'title = "Đợt thử"\ndirectory = "danh-ba"'))
    world.allowed("directory", "export", "--out", folder / "danh-ba")
    signatories = folder / "danh-ba" / "signatories.csv"
    rows = signatories.read_text("utf-8-sig").replace("Bùi Thế An", payload)
    signatories.write_text(rows, encoding="utf-8")
    toml = (folder / "campaign.toml").read_text("utf-8").replace('capacity = "KT"', 'id = "bui-the-an"')
    (folder / "campaign.toml").write_text(toml, encoding="utf-8")
    words_only(world, folder, payload)


def words_only(world: World, folder: Path, payload: str) -> None:
    """The payload is printed letter by letter, or refused; in no case is it worked out."""
    ran = world.run("draft", folder, "--out", "ra", "--database", "so.db")
    if ran.code:
        assert "→" in ran.err
        return
    printed = world.printed("ra")
    told = re.sub(r"<[^>]*>|\s|\xa0", "", printed).replace("&quot;", '"').replace("&#39;", "'")
    assert re.sub(r"\s", "", payload) in told.replace("\u2011", "-")
    assert "lặplặplặp" not in told
    assert "<class" not in printed


def in_page_master(world: World, payload: str) -> None:
    master = world.own_templates() / "html" / "letter.html.j2"
    master.write_text(master.read_text("utf-8").replace("</head>", f"{payload}</head>"), encoding="utf-8")
    world.refused("draft", world.campaign(), "--out", "ra", "--database", "so.db", about="letter.html.j2")


def in_style_master(world: World, payload: str) -> None:
    master = world.own_templates() / "html" / "letter.css.j2"
    master.write_text(master.read_text("utf-8") + payload, encoding="utf-8")
    world.refused("draft", world.campaign(), "--out", "ra", "--database", "so.db", about="letter.css.j2")


def in_word_master(world: World, payload: str) -> None:
    master = world.own_templates() / "docx" / "cong-van.docx"
    with zipfile.ZipFile(master) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tag = "{{ number_line }}"
    text = parts["word/document.xml"].decode().replace(tag, tag + payload.replace("<", "&lt;"))
    parts["word/document.xml"] = text.encode()
    with zipfile.ZipFile(master, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    world.refused("draft", world.campaign(), "--out", "ra", "--database", "so.db", about="cong-van.docx")


def in_text_master(world: World, payload: str) -> None:
    """The office's own words for recalling a letter."""
    world.launched()
    master = world.own_templates() / "text" / "thu-hoi.md"
    master.write_text(master.read_text("utf-8") + f"\n{payload}\n", encoding="utf-8")
    recall = ("recall", "--organ", "Sở Nội vụ", "--number", "1", "--year", "2024", "--reason", "ban hành nhầm")
    world.refused(
        *recall,
        "--capacity",
        "KT",
        "--date",
        "2024-10-01",
        "--draft",
        "--out",
        "moi",
        "--database",
        "so.db",
        about="thu-hoi.md",
    )


def as_reason(world: World, payload: str) -> None:
    """What a clerk types becomes part of a letter of recall, as words."""
    world.launched()
    recall = ("recall", "--organ", "Sở Nội vụ", "--number", "1", "--year", "2024", "--reason", f"nhầm {payload}")
    ran = world.run(
        *recall, "--capacity", "KT", "--date", "2024-10-01", "--draft", "--out", "moi", "--database", "so.db"
    )
    if ran.code == 0:
        assert re.sub(r"\s", "", payload) in re.sub(r"<[^>]*>|\s|\xa0", "", world.printed("moi"))


_WORDS = "in ra nguyên chữ, hoặc từ chối; không tính"
_REFUSED = "từ chối, nói tệp và dòng; không cấp số"
_MASTER = "từ chối, nói tên tệp mẫu; không quá thời gian và bộ nhớ"
_PLACES_OF_WORDS = {
    "trích yếu": in_subject,
    "số liệu của đợt": as_fact,
    "tên nơi nhận": as_recipient,
    "ô của bảng nơi nhận": as_cell,
    "họ tên người ký trong danh bạ": as_signatory,
}
ATTACKS = (
    *(Attack(name=n, where="lời văn", payload=p, holds=_REFUSED, carry_out=in_text) for n, p in PROGRAMS.items()),
    *(
        Attack(name=name, where="phụ lục", payload=PROGRAMS[name], holds=_REFUSED, carry_out=in_appendix)
        for name in ("thuộc tính của lớp", "đệm chữ để dành", "nạp tệp")
    ),
    *(
        Attack(name=payload, where=where, payload=payload, holds=_WORDS, carry_out=place)
        for where, place in _PLACES_OF_WORDS.items()
        for payload in WORDS[: 2 if place is as_signatory else None]
    ),
    *(
        Attack(name=payload, where="lý do thu hồi", payload=payload, holds=_WORDS, carry_out=as_reason)
        for payload in WORDS[:2]
    ),
    *(
        Attack(name=name, where=where, payload=payload, holds=_MASTER, carry_out=place)
        for where, place in {"mẫu trang PDF": in_page_master, "mẫu Word": in_word_master}.items()
        for name, payload in MASTERS.items()
    ),
    *(
        Attack(name=name, where="mẫu kiểu trình bày", payload=MASTERS[name], holds=_MASTER, carry_out=in_style_master)
        for name in ("thuộc tính của lớp", "nhân chuỗi", "vòng lặp không dừng", "nạp tệp")
    ),
    *(
        Attack(name=name, where="mẫu lời văn", payload=PROGRAMS[name], holds=_MASTER, carry_out=in_text_master)
        for name in ("thuộc tính của lớp", "đệm chữ để dành", "vòng lặp lồng nhau", "nạp tệp")
    ),
)
