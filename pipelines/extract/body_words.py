"""Words and names that tell a page's own business from its article, in many languages."""

from __future__ import annotations

import re

# Classes of a standfirst.
STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|deck?|lead|lede|leadtext|lead-?text|intro|introduction|summary|sub-?(?:title|head"
    r"|headline|heading"
    r"|deck)|headline-?sub|description|excerpt|abstract|kicker-?text"
    r"|chapo|chapeau|hat|entradilla|bajada|sommario|occhiello|catenaccio|ingress|vorspann|anrisstext|teaser-?text"
    r"|perex|spot|tagline"
    r"|strapline|article-?(?:desc|dek|lead|intro|summary|sub\w*))(?:$|[\s_-])"
)

# Beginnings of paragraphs that point elsewhere.
POINTERS = re.compile(
    r"(?:read (?:more|also|next|the full)|(?:also|must) read|see also|more (?:on this|from|about)"
    r"|related(?: (?:articles?|stories"
    r"|content|topics?|news|posts?|links?|reading))?\b|recommended(?: (?:for you|stories|reading|articles))?\b"
    r"|you (?:may|might) also"
    r"|don'?t miss|watch(?: also|:)|in case you missed|click here|tap here"
    r"|lesen sie|lies auch|mehr (?:zum thema|dazu|zu|lesen|von|infos|aus|themen)|auch interessant|das könnte sie"
    r"|passend dazu"
    r"|weitere (?:artikel|themen|infos)|weiterlesen|siehe auch|zum thema"
    r"|lire (?:aussi|la suite|également|plus)|à lire|voir aussi|sur le même (?:sujet|thème)|lea también|lee también|leer más"
    r"|también (?:lea|te puede)|te puede interesar|puede(?:s)? (?:leer|ver)|ver también|más información|mirá también"
    r"|seguí leyendo"
    r"|le puede interesar|además:"
    r"|leggi anche|leggi:|per approfondire|potrebbe interessarti|guarda anche|lees (?:ook|meer|verder)|bekijk ook"
    r"|leia (?:também|mais)"
    r"|veja (?:também|mais)|saiba mais|confira também|czytaj (?:też|także|więcej|również)|zobacz (?:też|także|również"
    r"|więcej)"
    r"|przeczytaj|polecamy"
    r"|läs (?:också|mer|även)|læs (?:også|mere)|les (?:også|mer)|lue (?:myös|lisää)|katso myös|ayrıca oku"
    r"|okumaya devam|haberin devamı"
    r"|ilgili haber|читайте (?:также|ещё|еще|далее|подробнее)|смотрите также|по теме|подробнее|читайте|čtěte (?:také"
    r"|více|dále)"
    r"|přečtěte|více k tématu|čítajte|olvas(?:sa|d) (?:el|tovább)|citește și|διαβάστε|прочетете"
    r"|関連記事|あわせて読みたい|続きを読む|もっと読む|延伸閱讀|延伸阅读|相关阅读|相關新聞|推荐阅读|看更多|더 보기|관련 ?기사)",
    re.I,
)

# Beginnings of credits, legal notices, tags.
NOTICES = re.compile(
    r"(?:©|\(c\) |copyright\s*(?:©|\(c\)|\d|:|by\b|$)|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|wszelkie prawa zastrzeżone"
    r"|reprodu(?:ction interdite|zione riservata|ção proibida|cción prohibida)|riproduzione riservata"
    r"|(?:advertisement|sponsored|publicidad|anzeige:?|werbung:?|publicité|pubblicità|advertentie|reklama?|annonse?|annons|広告|реклама)$"
    r"|(?:photos?|image|images|picture|pictured|foto|fotos|fotografie|imagen|imagem|bild|bilder|immagine|zdjęcie|crédit"
    r"|photo credit|picture credit|image credit|bildquelle|bildnachweis|写真|фото)(?: by| credit| source| courtesy)?\s*[:/|©]"
    r"|(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|themen|mehr themen|schlagwörter|schlagworte|temas|etiquetas"
    r"|mots[- ]clés|argomenti|tagi|ämnen|etiketler|теги|タグ|キーワード)\s*(?::|$)"
    r"|(?:get|download) (?:the|our) .{0,40}\bapp\b"
    r"|(?:getty(?: images)?|reuters|afp|ap photo|epa|shutterstock|alamy|istock\w*|picture[ -]alliance|imago"
    r"|pa (?:wire|media|images)|zuma|wireimage|keystone|scanpix)\b[^.]{0,40}$"
    r"|this article (?:was originally published|originally appeared|first appeared)|originally published (?:on|at|by|in)\b"
    r"|(?:have|got) a tip\?|send us|to comment on this"
    r"|(?:additional )?(?:reporting|writing) by|editing by|our standards:|compiled by|quelle:|quellen:|source:|sources:|fuente:"
    r"|fonte:|źródło:|kilde:|källa:|bron:|zdroj:|читать (?:далее|также|ещё|полностью)"
    r"|(?:last |first )?(?:updated|published)\s*(?::|\d)|veröffentlicht\s*(?:am|:))",
    re.I,
)

# Beginnings of paragraphs that ask for something.
IMPERATIVES = re.compile(
    r"(?:share|tweet|print|email|follow us|follow|like us|subscribe|sign up|sign in|log in|join|register|newsletter"
    r"|listen to|watch|download|abonn\w*|suscr[ií]b\w*|inscrivez|iscriviti|jetzt (?:abonnieren|anmelden)"
    r"|melden sie sich|hier geht|suivez|síguenos|seguici|folgen sie|siga|obserwuj)\b",
    re.I,
)

# Headings of parts that end the article.
SECTIONS = re.compile(
    r"(?:about the (?:author|writer)s?|about (?:us|me)$|the author$|author bio|über (?:den|die) autor\w*|zur person"
    r"|der autor"
    r"|die autorin|à propos de l'auteur|l'auteur|sobre (?:el|la|o|a) aut\w+|autore|l'autore|o autorze|over de auteur"
    r"|om forfatteren"
    r"|om författaren|об авторе|o autorovi"
    r"|(?:\d+ )?(?:comments?|kommentare?|comentarios?|commentaires?|commenti|reacties|komentarze|yorumlar|комментарии"
    r"|コメント)(?: \(\d+\))?:?$|no responses?|(?:write|post|add) a comment|so können sie kommentieren|kommentar (?:schreiben|verfassen)"
    r"|(?:deja|escribe|añade) (?:un|tu) comentario|laisse[rz] un commentaire|lascia un commento|deixe (?:um|seu) comentário"
    r"|dodaj komentarz|skriv en kommentar|оставить комментарий|コメントを書く"
    r"|leave a (?:reply|comment)"
    r"|join the (?:conversation|discussion)|post a comment"
    r"|newsletter|sign up|subscribe|stay (?:up to date|informed|connected)|follow us|share this|teilen|tags?:?$"
    r"|topics:?$|themen:?$|schlagwörter|schlagworte|etiquetas|temas:?$|contact(?: us)?:?$|pressekontakt|press contact"
    r"|media contact|kontakt:?$|contacto:?$)",
    re.I,
)

# Headings of lists of other stories.
RELATED = re.compile(
    r"(?:related(?: (?:articles?|stories|content|topics?|news|posts?|links?|reading))?:?$|more (?:from|on|in) |more stories"
    r"|read (?:more|next|also)|you (?:may|might) also|recommended|latest (?:news|stories)|most (?:read|popular)"
    r"|trending|popular"
    r"|further reading|see also:?$"
    r"|mehr zum thema|weitere (?:artikel|themen|beiträge|meldungen|informationen|links)|das könnte sie"
    r"|auch interessant|lesen sie auch"
    r"|ähnliche (?:artikel|beiträge)|passend zum thema|zum weiterlesen|neueste|meistgelesen"
    r"|lire aussi|à lire|sur le même|articles? (?:liés|similaires)|voir aussi|te puede interesar|relacionad[oa]s"
    r"|noticias relacionadas|lee también|más (?:noticias|leídas)|leia (?:também|mais)|veja (?:também|mais)"
    r"|leggi anche|potrebbe interessarti|articoli correlati|czytaj (?:też|także|więcej)|zobacz (?:też|także)"
    r"|lees (?:ook|meer)|läs (?:också|mer|även)|les (?:også|mer)|læs (?:også|mere)|читайте также|関連記事)",
    re.I,
)

# Words of a paywall, and of what stands for an embed that the reader has to allow.
PAYWALL = re.compile(
    r"externe[rn]? inhalt|empfohlener redaktioneller inhalt|ein klick für den datenschutz"
    r"|enable javascript|javascript (?:is (?:disabled|required|not)|muss)"
    r"|browser does(?: not|n't) support|to (?:view|see|play) this (?:content|video|embed|post)"
    r"|pour afficher ce contenu|ce contenu est bloqué"
    r"|para ver este contenido|per visualizzare questo contenuto|link copied|lien copié|link kopiert|cop(?:y|ier) the link|"
    r"already (?:(?:a )?subscriber|subscribed\?|a member\?|have an account)|subscribe (?:now )?to (?:continue|read|unlock)"
    r"|to continue reading|(?:create|register for) (?:a free|an|your) account"
    r"|(?:article|content|story) is (?:only )?(?:for|available (?:only )?to|reserved for"
    r"|exclusive to) (?:our )?(?:subscribers"
    r"|members)|get unlimited access"
    r"|jetzt weiterlesen|bereits (?:abonnent|registriert)|(?:artikel|inhalt) ist (?:nur |exklusiv )?für (?:unsere )?abonnent"
    r"|réservé (?:à nos|aux) abonnés|déjà abonné|exclusiv[oa] para s[uo][sb]\w+|ya (?:eres|soy) suscriptor"
    r"|contenuto riservato|sei già abbonato|tylko dla (?:subskrybentów|prenumeratorów)|会員限定|会員登録"
    r"|ログインして|有料会員|회원 ?전용|구독하시",
    re.I,
)

# Places where a publisher invites to be followed.
CHANNELS = re.compile(r"newsletter|whats-?app|telegram|instagram|facebook|twitter|youtube|google news|\bapp\b|subscri|abonn|suscri", re.I)

# How it invites.
ASKS = re.compile(
    r"sign up|sign-?up|signing up|follow|subscrib|\bjoin\b|\blike us|download|abonnier|anmeld|folge|melden"
    r"|hier entlang|hier geht|suscr[ií]b|s[ií]gue|inscri|abonnez|suivez|iscriviti|seguici|inscreva|siga|zapisz"
    r"|obserwuj|följ|følg",
    re.I,
)

# A date or time of day, as shown beside a headline.
DATE = re.compile(
    r"\d{1,2}[:.h]\d\d\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d+ (?:min|sec|hour|day|week|month)\w* ago"
    r"|\d+ min(?:ute)?s? read|vor \d+ \w+|hace \d+ \w+|il y a \d+"
)

# The end of a caption that names its picture's maker.
CREDITED = re.compile(
    r"©[^!?]{2,60}$|(?:\b(?:photos?|image|picture|credits?|fotos?|bild(?:er)?|grafik|quelle|imagen|crédit|ảnh|zdjęcie|kuva)\s?:)[^.!?]{2,60}$"
    r"|\b\d{1,2}:\d\d ?min\b[^!?]{0,40}$",
    re.I,
)
