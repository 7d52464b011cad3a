"""Spider arguments: what is taken, and the sentence for what isn't."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from crawler.exceptions import InputError
from crawler.inputs import read_inputs

A, B = "https://a.example/one", "https://b.example/two?x=1,2"


def test_one_address() -> None:
    assert read_inputs(url=f"  {A} ").urls == (A,)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (f"{A},{B}", (A, B)),
        (f"{A}, {A}#part ,", (A,)),
        (B, (B,)),  # a comma inside an address
    ],
)
def test_a_list_of_addresses(given: str, expected: tuple[str, ...]) -> None:
    assert read_inputs(urls=given).urls == expected


def test_a_file_with_comments_and_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(f"\ufeff# morning\r\n{A}\r\n\r\nno address\r\n{B}\r\nftp://c.example/x\r\n{A}\r\n".encode())
    inputs = read_inputs(file=str(path))
    assert inputs.urls == (A, B)
    assert [entry for entry, _ in inputs.bad] == ["no address", "ftp://c.example/x"]
    assert f"{path}, line 4: 'no address': not a web address" in inputs.bad[0][1]
    assert f"{path}, line 6: " in inputs.bad[1][1] and "'ftp'" in inputs.bad[1][1]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{A}\n# x\n{B}".encode())))
    assert read_inputs(file="-").urls == (A, B)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "got none"),
        ({"url": A, "file": "x"}, "got url, file"),
        ({"url": "news.example/story"}, "not a web address, expected http:// or https://"),
        ({"url": "file:///etc/passwd"}, "the scheme 'file' can't be fetched"),
        ({"url": "https://"}, "no valid host"),
        ({"url": ""}, "an empty address"),
        ({"urls": " , "}, "the list has no address"),
        ({"file": "/nowhere/at/all.txt"}, "/nowhere/at/all.txt: the list can't be read (No such file or directory)"),
    ],
)
def test_what_cannot_be_used(arguments: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_inputs(**arguments)
    assert sentence in str(caught.value)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("# nothing today\n\n")
    with pytest.raises(InputError, match="the list has no address; put one a line"):
        read_inputs(file=str(path))


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the list can't be read"):
        read_inputs(file=str(tmp_path))
