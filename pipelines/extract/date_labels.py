"""How pages label their dates: words before a date, marks in class names, in the languages of the press."""

from __future__ import annotations

import re

PUBLISHED_MARK = re.compile(r"publi|pubdate|posted|created|issued|entry-date|dateline|post-?date|article-?date", re.I)
UPDATED_MARK = re.compile(r"modif|updat|aktualis|revis|edited", re.I)
DATE_MARK = re.compile(
    r"date|time|publi|posted|byline|meta\b|-meta|meta-|stamp|datum|fecha|data\b|info|author|credit|submitted|created", re.I
)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|all rights reserved)(?:[^\n]{0,30}|\s*)\Z", re.I)

_PUBLISHED_WORDS = (
    r"(?:first |originally )?publish(?:ed)?(?: (?:on|at|by|date))?", r"posted(?: (?:on|at|by))?", r"release(?:d| date)",
    r"date(?: published| posted| added)?", r"created(?: on)?", r"issued", r"written on", r"submitted (?:by|on)", r"added(?: on)?",
    r"veröffentlicht\w*(?: am)?", r"erschienen(?: am)?", r"erstellt(?: am)?", r"eingestellt am", r"gespeichert von",
    r"geschrieben (?:am|von)", r"(?:dieser )?(?:artikel|beitrag|eintrag|meldung|text)(?: vom| wurde am)", r"vom", r"datum", r"stand",
    r"publiée?(?: le| par)?", r"mise? en ligne(?: le)?", r"parue? le", r"posté le", r"rédigé le",
    r"publicad[oa](?: el| em)?", r"fecha(?: de publicación)?", r"data(?: di pubblicazione)?", r"pubblicat[oa](?: il)?", r"scritto il",
    r"geplaatst(?: op)?", r"gepubliceerd(?: op)?", r"opublikowan[oy]", r"data publikacji", r"dodano",
    r"publicera[dt](?:es)?", r"publisert", r"udgivet", r"offentliggjort", r"julkaistu", r"yayınlan\w*", r"yayın tarihi", r"giriş",
    r"eklenme",
    r"опубликован\w*", r"дата(?: публикации)?", r"опубліковано", r"vydáno", r"publikováno", r"zveřejněno", r"publikované",
    r"megjelent", r"közzétéve", r"publicat", r"objavljeno", r"δημοσι\w*", r"ngày đăng", r"diterbitkan",
    r"公開日?", r"掲載日?", r"投稿日?", r"配信", r"发布(?:时间|日期)?", r"發布(?:時間|日期)?", r"发表于",
    r"入力", r"입력", r"등록", r"게시", r"승인",
    r"نشر\w*", r"تاريخ\w*", r"פורסם",
)  # fmt: skip
_UPDATED_WORDS = (
    r"updat(?:ed?|ing)", r"last (?:modified|updated|edited|reviewed|changed|revised)", r"modified", r"edited", r"revised",
    r"aktualisiert\w*", r"geändert", r"(?:letzte|zuletzt)\s", r"mise? à jour", r"modifiée?", r"màj", r"maj",
    r"actualizad[oa]", r"modificad[oa]", r"atualizad[oa]", r"última (?:actualización|atualização|modificación)",
    r"aggiornat[oa]", r"ultim[oa] (?:modifica|aggiornamento)", r"bijgewerkt", r"gewijzigd", r"laatste?", r"aktualizac\w+",
    r"zaktualizowan\w+", r"uppdatera[dt]", r"senast", r"oppdatert", r"sist (?:endret|oppdatert)", r"opdateret", r"sidst",
    r"päivitetty",
    r"muokattu", r"güncelle\w*", r"обновлен\w*", r"изменен\w*", r"оновлено", r"aktualizován\w*", r"upraveno", r"frissítve", r"actualizat",
    r"ažurirano", r"posodobljeno", r"ενημ\w*", r"cập nhật", r"diperbarui", r"更新日?", r"最終更新", r"수정", r"업데이트",
    r"تحديث", r"עודכן",
)  # fmt: skip

# At the end of the text before a date. A published label begins its line or part of it, so that prose doesn't count;
# up to three words (a weekday, "on the") may follow it.
PUBLISHED_LABEL = re.compile(
    rf"(?:^|[\n|·•(\[/–-]\s?)(?:{'|'.join(_PUBLISHED_WORDS)})(?:\s?[:：–-])?\s*\(?(?:[^\W\d_]{{2,12}}[.,]?\s?){{0,3}}[\s,|]{{0,4}}$", re.I
)
WEAK_LABEL = re.compile(
    r"(?:^|[\n|·•(\[/–-]\s?)(?:date|datum|fecha|data|stand|vom|released?|release date|дата|تاريخ)(?:\s?[:：–-])?\s*$", re.I
)  # of an event, a product or a source as well
UNTIL_LABEL = re.compile(
    r"(?<!\w)(?:bis|until|till|thru|expires?|expiry|valid|ends?|jusqu[’']au|jusqu[’']à|hasta|fino al|até|tot|til|до|まで|截止)"
    r"(?: (?:am|zum|on|to|el|le|the))?\s?:?\s*(?:[^\W\d_]{2,10}[.,]? )?$",
    re.I,
)
UPDATED_LABEL = re.compile(rf"(?<!\w)(?:{'|'.join(_UPDATED_WORDS)})[^\d\n]{{0,24}}\n?$", re.I)
