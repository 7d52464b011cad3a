"""Bylines in Chinese, Japanese and Korean: labels before names, titles behind them, names parted by blanks."""

from __future__ import annotations

import re

MAX_CHARS = 80  # of a byline

_HAN = r"[\u3400-\u9fff]"
_HANGUL = r"[\uac00-\ud7af]"
_LABEL = re.compile(
    r"^(?:作者|記者|记者|责任编辑|责编|責任編輯|編輯|编辑|执笔|執筆|采写|採訪|撰文|撰稿|文/图|文／图|文/圖|图/文|文|著者|筆者|取材・文|글|기자|취재|작성자?|글쓴이)\s*[:：=＝/／・]"
)
_LABELLED = re.compile(
    rf"^(?P<label>(?:[^\s:：]{{0,10}})(?:作者|記者|记者|责任编辑|责编|責任編輯|編輯|编辑|执笔|采写|撰文|撰稿|文/图|文／图|图/文|通讯员))"
    rf"(?P<gap>\s*[:：/／|｜]\s*|\s+|)(?P<names>{_HAN}.{{0,60}})$"
)
_EDITOR = re.compile(r"责任编辑|责编|責任編輯|編輯|编辑")
_NEXT_LABEL = re.compile(
    r"\s+\S{0,5}(?:编辑|編輯|校对|校對|审核|審核|摄影|攝影|来源|來源|图|圖|翻译|監製|监制|通讯员|责编)\s*(?:[:：]|$).*$"
)
_CODE = re.compile(r"\s+[A-Za-z]{0,4}\d+$")  # an editor's number in the newsroom
_PARTED = re.compile(r"\s*[、，,/／;；\s]\s*")
_NAME = re.compile(rf"{_HAN}{{2,4}}(?:·{_HAN}{{1,6}})?")
_SIMPLIFIED = re.compile(r"[记编责执写图讯员]")
_REPORTER = re.compile(r"^(?:本報|本报|特派|特約)?(?:記者|记者|編輯|编辑)\s*(?=[\u3400-\u9fff]{2,4}(?:$|[\s、，/／]))")
_TAIL = re.compile(r"(?:\s*(?:記者|记者|기자|特派員|特派员|編輯|编辑|特約記者|報導|报道|論説委員|編集委員|특파원|논설위원|선임기자))+$")
_KOREAN_LINE = re.compile(
    rf"^[\[(]?(?:{_HANGUL}{{2,10}}[\s=·]+)?({_HANGUL}{{2,4}})\s?(?:선임|수습|인턴|전문)?기자\s*(?:[|(\[\])].*|\S+@\S+.*)?$"
)
_OTHERS = re.compile(r"\s*외\s*\d+\s*명$|ほか$|等$")
_COLUMNIST = re.compile(
    rf"^({_HANGUL}{{2,4}})\s+(?:{_HANGUL}{{1,8}}\s+){{0,3}}{_HANGUL}{{0,6}}(?:칼럼니스트|교수|작가|대표|위원|소장|변호사|평론가|연구원)$"
)
_WORDS = re.compile(
    r"文章|阅读|閱讀|关注|關注|评论|評論|更多|推荐|推薦|授权|登录|登入|注册|分享|收藏|举报|广告|订阅|热门|点击|转载|来源|声明|相关|上一篇|下一篇|返回|首页|资讯|频道|导航|专题|"
    r"栏目|原创|報導|报道|未知|网络|整理|匿名|佚名|記事一覧|ログイン|기사|댓글|구독|공유|로그인"
)


def has_label(text: str) -> bool:
    """Whether a text begins with a label such as ``作者：``, in brackets or not."""
    return bool(_LABEL.match(text.lstrip("([（【")))


def is_editors(text: str) -> bool:
    """Whether a labelled text names editors, who count where no author is named."""
    return bool(_EDITOR.search(text[:8]))


def labelled_names(text: str) -> list[str]:
    """The names behind a label (before it in Korean), with or without the paper's name; [] where the rest isn't names alone."""
    if len(text) > MAX_CHARS:
        return []
    if korean := _KOREAN_LINE.match(text.strip()):
        return [korean.group(1)]
    match = _LABELLED.match(text.strip("()[]（）【】 "))
    if match is None or not (match["gap"] or "、" in match["names"]):
        return []
    listed = _CODE.sub("", _NEXT_LABEL.sub("", match["names"])).strip()
    if re.fullmatch(rf"{_HAN}\s{_HAN}", listed):  # a name of two characters, spaced out
        return [listed.replace(" ", "")]
    names = [re.sub(r"^.{0,8}(?:记者|記者)", "", part) for part in _PARTED.split(listed) if part]
    names = [name for name in names if name]
    if not names or len(names) > 6 or not all(_NAME.fullmatch(name) and not _WORDS.search(name) for name in names):
        return []
    spaced = "、" not in listed and len(names) == 2 and all(len(name) == 2 for name in names)
    if spaced and not _SIMPLIFIED.search(match["label"]):
        return [listed]  # family name and given name
    return names


def bare(name: str) -> str:
    """A name without its owner's title: ``김민수 기자`` -> ``김민수``."""
    name = _TAIL.sub("", _OTHERS.sub("", _REPORTER.sub("", name).strip()).strip())
    if match := re.match(r"^[^\s=＝]{2,10}[=＝](\S{2,10})$", name) or _COLUMNIST.match(name):
        name = match.group(1)
    return name


def names_reporter(text: str) -> bool:
    """Whether a text begins with ``記者`` and a name."""
    return bool(_REPORTER.match(text))


def looks_like_name(name: str) -> bool:
    """Whether visible text has the length and the characters of a name."""
    return not _WORDS.search(name) and ((len(name) <= 8 and " " not in name.strip()) or (len(name.split()) == 2 and len(name) <= 9))
