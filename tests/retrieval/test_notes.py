"""A user's own files become passages: what is read, how it is named and dated, what is refused."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from small_pdf import write_pdf

from knowledge.notes import LARGEST, LENGTH, UnreadableNoteError, files_in, read_note
from knowledge.passage import Passage

DAY = 1_760_000_000
"""9 October 2025 as a file's time."""


def note(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(file, (DAY, DAY))
    return file


def read(file: Path) -> list[Passage]:
    return read_note(file, file.name, "notes/desk")


def found(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in files_in(folder, lambda error: pytest.fail(str(error)))]


def test_markdown_is_parted_at_its_headings(tmp_path: Path) -> None:
    text = """---
author: me
---
First words.

# Desk
## Repo limits ##
We lend at most **five billion**.

```
# no heading
```
## 银行限额
同业上限为五十亿元。
# Other
"""
    passages = read(note(tmp_path, "limits.md", text))
    assert [(each.title, each.language) for each in passages] == [
        ("", "en"),
        ("Desk › Repo limits", "en"),
        ("Desk › 银行限额", "zh"),
    ]
    assert passages[1].text == "We lend at most five billion.\n\n# no heading"
    assert passages[2].text == "同业上限为五十亿元。"
    assert "author" not in "".join(each.text for each in passages)


def test_a_passage_says_which_file_it_is_from_and_how_old_it_is(tmp_path: Path) -> None:
    (passage,) = read(note(tmp_path, "a b.txt", "Our own view."))
    assert (passage.article, passage.collection, passage.as_of) == ("a b.txt", "notes/desk", date(2025, 10, 9))
    assert passage.id == "note:notes/desk/a b.txt#1"
    assert passage.opening == "Our own view."
    assert not passage.sources


def test_long_texts_are_parted_between_paragraphs_and_sentences_and_lose_nothing(tmp_path: Path) -> None:
    english = "\n\n".join(f"Paragraph {number} says one thing. It says another." for number in range(100))
    chinese = "".join(f"第{number}句话说明一件事情。" for number in range(400))
    endless = "x" * (3 * LENGTH)
    for text in (english, chinese, endless):
        passages = read(note(tmp_path, "long.txt", text))
        assert len(passages) > 1
        assert all(len(each.text) <= LENGTH and len(each.opening) <= LENGTH // 2 for each in passages)
        assert "".join("".join(each.text for each in passages).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("缩表期间准备金会减少。", "utf-8-sig"),
        ("缩表期间准备金会减少。", "gb18030"),
        ("我们柜台的回购限额为五十亿元", "gb18030"),
        ("缩表期间准备金会减少。", "utf-16"),
        ("縮表期間準備金會減少，市場利率上升。", "big5"),
        ("The naïve “desk” limit is €5bn – see the café", "cp1252"),
        ("Plain words.", "ascii"),
    ],
)
def test_texts_are_read_in_the_encoding_they_are_in(tmp_path: Path, text: str, encoding: str) -> None:
    assert [each.text for each in read(note(tmp_path, "note.txt", text.encode(encoding)))] == [text]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("heading.md", b"# Only a heading\n", "empty"),
        ("program.txt", b"\x7fELF\x00\x01", "not a text"),
        ("noise.txt", bytes(range(128, 256)) * 3, "save it as UTF-8"),
        ("half.txt", b"\xff\xfea", "first bytes promise"),
        ("broken.pdf", b"%PDF-1.7 and nothing more", "damaged"),
        ("empty.pdf", b"", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableNoteError, match=reason):
        read(note(tmp_path, name, content))


def test_pdf_pages_are_read_with_their_numbers(tmp_path: Path) -> None:
    write_pdf(tmp_path / "report.pdf", ["Run-\noff ended in December.", "", "缩表在十二月\n结束。"])
    passages = read(tmp_path / "report.pdf")
    assert [(each.title, each.text) for each in passages] == [
        ("p. 1", "Runoff ended in December."),
        ("p. 3", "缩表在十二月结束。"),
    ]


def test_a_pdf_without_text_or_behind_a_password_says_so(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    write_pdf(tmp_path / "scan.pdf", ["", ""])
    with pytest.raises(UnreadableNoteError, match="no text"):
        read(tmp_path / "scan.pdf")
    write_pdf(tmp_path / "open.pdf", ["Secret."])
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "open.pdf"))
    writer.encrypt("word", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableNoteError, match="password"):
        read(tmp_path / "locked.pdf")


def test_a_huge_file_and_a_file_that_is_none_are_refused_without_reading(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableNoteError, match="larger than 50 MB"):
        read(huge)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableNoteError, match="no ordinary file"):
        read(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableNoteError, match="cannot be read"):
        read(tmp_path / "gone.txt")


def test_a_note_can_fetch_nothing_and_hide_nothing(tmp_path: Path) -> None:
    text = (
        "See ![chart](https://evil.example/pixel.png) and [the page](javascript:alert(1)) <script>alert(1)</script>.\n"
        "<!-- hidden --><img src=x onerror=alert(1)>Left\u202e to right\u200b\x1b[31m.\n\n[ref]: https://evil.example\n"
    )
    (passage,) = read(note(tmp_path, "hostile.md", text))
    for gone in ("evil.example", "javascript", "<", "hidden", "\u202e", "\u200b", "\x1b"):
        assert gone not in passage.text, passage.text
    assert "See chart and the page" in passage.text


def test_a_name_cannot_pretend_to_be_something_else(tmp_path: Path) -> None:
    file = note(tmp_path, "plain.txt", "Text.")
    (passage,) = read_note(file, "a\nb\u202e\udcff.txt", "notes/desk")
    assert passage.article == "a b?.txt"


def test_tables_and_lists_become_plain_lines(tmp_path: Path) -> None:
    text = "| tool | rate |\n|---|---:|\n| IORB | 3.65% |\n\n- [x] first\n* second\n> said\n"
    (passage,) = read(note(tmp_path, "table.md", text))
    assert passage.text == "tool | rate\nIORB | 3.65%\n\nfirst\nsecond\nsaid"


def test_folders_are_walked_in_order_and_once(tmp_path: Path) -> None:
    for name in ("b.md", "a.TXT", "deep/c.pdf", "deep/picture.png", ".git/d.md", "deep/.e.md"):
        note(tmp_path, name, "text")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    note(elsewhere, "linked.md", "text")
    (tmp_path / "link").symlink_to(elsewhere)
    assert found(tmp_path) == ["a.TXT", "b.md", "self.md", "deep/c.pdf", "link/linked.md"]
    with pytest.raises(UnreadableNoteError, match="cannot be read"):
        read(tmp_path / "self.md")
