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
    r"|čítajte (?:aj|tiež)|prečítajte si|pročitaj(?:te)?|čitajte (?:i|više|još)|citi(?:ți|ţi|ți) și|vezi (?:și|mai)|виж(?:те)? (?:още"
    r"|също)|още по темата"
    r"|читайте також|дивіться також|loe (?:ka|veel|lisaks)|lasi(?:et)? (?:arī|vairāk)|taip pat skaityk|skaityk(?:ite)? (?:taip"
    r"|daugiau)|lestu|lesa meira"
    r"|llegeix (?:també|més)|baca (?:juga|selengkapnya)|lihat juga|xem thêm|đọc thêm|mời (?:bạn )?(?:xem|đọc)"
    r"|اقرأ (?:أيض|ايض|المزيد|كذلك)|إقرأ أيض|شاهد (?:أيض|ايض)|بیشتر بخوانید|مزید پڑھ|קראו (?:גם|עוד)|ראו גם|לקריאה נוספת"
    r"|(?:ये|यह|इसे) भी (?:पढ़|पढ़)|और पढ़ें|আরও পড়ুন|อ่าน(?:เพิ่มเติม|ข่าว|ต่อ)|ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง"
    r"|関連記事|あわせて読みたい|続きを読む|もっと読む|延伸閱讀|延伸阅读|相关阅读|相關新聞|推荐阅读|看更多|더 보기|관련 ?기사)",
    re.I,
)

# Beginnings of credits, legal notices, tags.
NOTICES = re.compile(
    r"(?:©|\(c\) |copyright\s*(?:©|\(c\)|\d|:|by\b|$)|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|wszelkie prawa zastrzeżone"
    r"|reprodu(?:ction interdite|zione riservata|ção proibida|cción prohibida)|riproduzione riservata"
    r"|[-–—\s]*(?:ads?|adv\.?|advertisements?|sponsored(?: content)?|publicidad|anzeige:?|werbung:?|publicité|pubblicità|advertentie"
    r"|reklama?|annonse?|annons|mainos|広告|реклама|إعلان|تبلیغات|פרסומת)[-–—\s]*$"
    r"|(?:photos?|image|images|picture|pictured|foto|fotos|fotografie|imagen|imagem|bild|bilder|immagine|zdjęcie|crédit"
    r"|photo credit|picture credit|image credit|bildquelle|bildnachweis|写真|фото)(?:\(s\)| by| credit| source| courtesy)?\s*[:/|©]"
    r"|(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|themen|mehr themen|schlagwörter|schlagworte|temas|etiquetas"
    r"|mots[- ]clés|argomenti|tagi|ämnen|etiketler|теги|タグ|キーワード)\s*(?::|$)"
    r"|(?:get|download) (?:the|our) .{0,40}\bapp\b"
    r"|(?:getty(?: images)?|reuters|afp|ap photo|epa|shutterstock|alamy|istock\w*|picture[ -]alliance|imago"
    r"|pa (?:wire|media|images)|zuma|wireimage|keystone|scanpix)\b[^.]{0,40}$"
    r"|this article (?:was originally published|originally appeared|first appeared)|originally published (?:on|at|by|in)\b"
    r"|(?:have|got) a tip\?|send us|to comment on this"
    r"|(?:abbildung|abb\.|figure|fig\.|figura|figur|рис\.|рисунок|rys\.|obr\.|図|그림|图) ?\d+ ?[:.：–-]"
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

# The heading of a form for comments, which ends the article wherever it stands.
REPLY = re.compile(
    r"(?:leave|post|write|add|submit) (?:a|your) (?:reply|comment|response)|say your words|(?:no|\d+) (?:responses?|comments?"
    r"|replies)(?: so far| to )"
    r"|(?:be the first to )?(?:comment on|respond to) this (?:post|article)|hinterlasse?n? (?:sie )?(?:jetzt )?(?:einen|eine"
    r"|ihren) (?:kommentar|antwort)"
    r"|(?:ersten |einen )?kommentar (?:schreiben|verfassen|hinterlassen|abgeben)|schreibe?n? (?:sie )?(?:uns )?einen kommentar"
    r"|kommentar verfassen"
    r"|laisser un commentaire|deja (?:un comentario|una respuesta)|deixe (?:um comentário|uma resposta)|lascia un commento"
    r"|geef een reactie"
    r"|dodaj komentarz|napisz komentarz|skriv en kommentar|lämna (?:ett svar|en kommentar)|legg igjen en kommentar|jätä kommentti"
    r"|bir yanıt yazın"
    r"|добавить комментарий|оставить комментарий|napsat komentář|コメントを(?:書く|残す)|发表(?:评论|回复)|發佈留言|댓글 (?:남기기|달기)",
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
    r"|réservée?s? (?:à nos|aux) abonnés|il vous reste \d|déjà abonné|exclusiv[oa] para s[uo][sb]\w+|ya (?:eres|soy) suscriptor"
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
    r"©[^!?]{2,60}$|(?:\b(?:photos?|image|picture|credits?|fotos?|bild(?:er)?|grafik|quelle|imagen|crédit|ảnh|zdjęcie"
    r"|kuva)\s?:)[^.!?]{2,60}$"
    r"|\b\d{1,2}:\d\d ?min\b[^!?]{0,40}$"
    r"|\((?:symbol|archiv|beispiel)(?:bild|foto)\w*[^)]{0,40}\)$|\((?:file|archive|stock) (?:photo|image|picture)\)$|foto de archivo\)?$"
    r"|foto d['’]archivio\)?$|(?:photo|image) d['’](?:illustration|archives?)\)?$|^(?:symbol|archiv)(?:bild|foto)$",
    re.I,
)

# Whose the words are, said anywhere in a short line.
LEGAL = (
    "all rights reserved",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "tutti i diritti sono riservati",
    "wszelkie prawa zastrzeżone",
    "alle rechten voorbehouden",
    "alla rättigheter förbehållna",
    "alle rettigheder forbeholdes",
    "kaikki oikeudet pidätetään",
    "tüm hakları saklıdır",
    "все права защищены",
    "všechna práva vyhrazena",
    "minden jog fenntartva",
    "toate drepturile rezervate",
    "may not be published, broadcast",
    "may not be reproduced",
    "to reduce spam",
    "akismet",
    "版权所有",
    "版權所有",
)
LEGAL_EAST = re.compile(
    r"(?:不得|严禁|禁止|請勿|请勿)(?:擅自)?(?:转载|轉載|摘编)|無断(?:転載|複製).{0,6}(?:禁|お断り)|무단\s?(?:전재|복제"
    r"|배포).{0,20}금지|저작권자\s*[ⓒ©(:]"
)

# Beginnings of short lines of the page's own: advertisements, reading times, players, editors, ratings, other files.
STRAYS = re.compile(
    r"scan (?:the|this) (?:qr|code)|scannen sie|scannez (?:le|ce) (?:qr|code)|escanea (?:el|este)|scansiona il"
    r"|(?:the )?(?:story|article|content) continues (?:below|after)|scroll (?:down )?(?:to|for) (?:continue|more)"
    r"|skip ad(?:vertisement)?s?$"
    r"|continue reading(?: below| the main story)?$|(?:der )?(?:artikel|beitrag|text) (?:wird nach|geht nach|geht unter)"
    r"|nach der (?:anzeige|werbung) (?:weiter|geht)"
    r"|(?:la )?suite (?:de l['’]article )?après (?:cette |la )?pub|(?:la noticia |el artículo )?contin[uú]a (?:despu[eé]s de|tras"
    r"|después) (?:la |el )?(?:publicidad|anuncio)"
    r"|continua (?:a leggere )?(?:após|depois d|dopo) (?:a |la )?pub+lici[dt]|(?:het )?artikel gaat verder|artikk?e?len forts[eæ]tt?er"
    r"|artikeln fortsätter"
    r"|(?:juttu|artikkeli) jatkuu|dals[zs][yae] (?:ciąg|część) (?:artykułu|materiału|tekstu)|(?:продолжение|далее) после рекламы"
    r"|haberin devamı|広告の後"
    r"|list \d+ of \d+|list of \d+ items?|end of list|this video (?:file )?(?:can ?not|could not|is not|isn['’]t) (?:be "
    r"|currently )?(?:play|load|available|supported)"
    r"|we apologi[sz]e, but this video|try refreshing your browser|video (?:unavailable|not available)"
    r"|(?:sorry, )?(?:an error (?:has )?occurred|something went wrong)\W*(?:please .*)?$|unable to (?:load|play) (?:the )?(?:video"
    r"|audio|content)"
    r"|(?:estimated |average )?(?:reading|read) time\W{0,3}(?:\d.{0,20})?$|\d+[ -]min(?:ute)?s? (?:read|de lecture|de lectura"
    r"|di lettura|leestijd"
    r"|lesezeit)\b"
    r"|(?:(?:geschätzte )?lesezeit|lesedauer|temps de lecture|(?:tiempo|tempo) (?:de|di) (?:lectura|leitura|lettura)|czas czytania"
    r"|leestijd"
    r"|lästid|lesetid|læsetid|lukuaika|okuma süresi|время (?:чтения|на прочтение)|doba čtení|阅读时间|読了時間|この記事は約).{0,25}$"
    r"|(?:new\s?)?you can (?:now )?listen to |listen to (?:this|the) (?:article|story)\b[^.]{0,60}$|(?:diesen )?(?:artikel"
    r"|beitrag) (?:an|vor)?(?:hören|lesen lassen)$"
    r"|écouter (?:cet |l['’])article|escuch(?:ar?|e) (?:este |el |la )?(?:artículo|noticia)|ascolta (?:l['’]|questo )?articolo"
    r"|ou[çv]\w+ (?:este )?(?:o )?artigo"
    r"|this (?:article|story) is more than \w+ (?:years?|months?) old"
    r"|[\[【（(]?\s*(?:责任编辑|責任編輯|责编|編輯|编辑|编审|校对|审核|值班编辑|文字编辑|关键词|關鍵字|关键字|标签|標籤|タグ|키워드"
    r"|태그)\s*(?:[:：]|>>|$)"
    r"|\(?(?:noch keine bewertungen|rating: ?\d|bewertung: ?\d|no (?:votes|ratings) yet|\d(?:\.\d)? out of \d based on)"
    r"|vielen dank f(?:ü|ue)r (?:ihre|deine) (?:bewertung|stimme)"
    r"|\|? ?(?:posted (?:in|under|on)|filed (?:in|under)|abgelegt (?:in|unter)|publié dans|publicado en|pubblicato in|gepostet in"
    r"|geplaatst in)\b[^.!?]*$"
    r"|(?:retrieved from|abgerufen von|récupérée? d[eu]|obtenido de|estratto da) [\"“„«]?\s?https?:"
    r"|(?:your |ihr )?browser (?:does not|doesn['’]t|kann|unterstützt)\b|we['’]re sorry but .{3,60} doesn['’]t work"
    r"|(?:размер на шрифта|размер шрифта|font ?size\b|schriftgröße\b|字号|字體大小|文字サイズ).{0,25}$"
    r"|(?:rezept|artikel|seite|beitrag) drucken$|print (?:this )?(?:recipe|article|page|story)$|imprimer (?:cet article|la recette"
    r"|la page)$"
    r"|imprimir (?:artículo|receta|noticia)$|[^.!?]{0,40}\b(?:als|as an?|en|in) pdf(?: herunterladen| speichern| laden)?$"
    r"|quellen (?:ein|aus)blenden$"
    r"|show (?:more|less)$|(?:bild|bilder|image) (?:anzeigen|schließen|vergrößern)|loading\b.{0,3}$|laden(?:…|\.\.\.)|wird geladen",
    re.I,
)

# Appeals to scan, to follow, to install.
SCAN = re.compile(
    r"(?:扫描|掃描|扫一扫|掃一掃|扫码|掃碼|识别|长按|关注|關注).{0,12}(?:[左右上下][方侧图圖]|图中|官方|我们|我們|本报|本站|公众号"
    r"|微信|(?:二维码|二維碼)(?:关注|關注))"
    r"|[左右上下](?:方|侧|图|圖).{0,4}(?:二维码|二維碼)|扫一扫.{0,6}(?:关注|下载|查看|阅读)|(?:点|點)\s?[【\[「]?在看"
    r"|公众号.{0,20}(?:关注|搜索)"
    r"|安装.{0,16}客户端|下载.{0,12}(?:客户端|app)|^.{0,10}公众号$"
    r"|アプリを?(?:ダウンロード|インストール)(?:する|して読む|はこちら)|खबर.{0,24}ऐप पर|ऐप डाउनलोड करने के लिए"
    r"|(?:举报|爆料|报料)(?:电话|邮箱|热线)?\s*[:：]",
    re.I,
)

# What stands before a value in a line about the article.
LABELS = re.compile(
    r"(?:来源|來源|出处|作者|编辑|編輯|责编|发布时间|发布日期|时间|日期|浏览|阅读|点击|人气|评论|字号|글|기자|입력|수정|등록|조회"
    r"|작성|更新|公開|投稿|執筆|編集)"
    r"\s*(?:[:：]|\(\d)"
)

# Beginnings of a text's last lines that send the reader on.
PARTING = re.compile(
    r"ihre meinung (?:ist|zählt|interessiert)|(?:senden|schreiben) sie uns|haben sie (?:feedback|hinweise|anmerkungen|fragen zu)"
    r"|have your say|share your (?:thoughts|views|story)|your (?:opinion|feedback) (?:matters|is)|\(?(?:alle )?angaben ohne gewähr"
    r"|gefällt (?:dir|ihnen) |did you (?:like|enjoy|find) this|vous avez aimé|te (?:gustó|ha gustado)"
    r"|gostou d|ti è piaciut|hat (?:dir|ihnen) (?:der|dieser) (?:artikel|beitrag)"
    r"|(?:the )?(?:views|opinions) expressed|les opinions exprimées|las opiniones (?:expresadas|vertidas)|as opiniões expressas"
    r"|le opinioni espresse|die (?:hier )?geäußerten meinungen"
    r"|[^.]{0,160}\b(?:in den kommentaren|in the comments?|en (?:los )?comentarios|nos comentários|dans les commentaires"
    r"|en commentaire|nei commenti|w komentarzach|i kommentar\w*|в комментариях|yorumlarda)\b[^.]{0,60}$"
    r"|for (?:more(?! than)|all the latest|the latest|the best)\b.{0,160}\b(?:visit|follow|click|check out|download|subscribe|sign up)\b"
    r"|(?:want|need) (?:more|the latest)\b.{0,40}(?:news|stories|like this|updates|from)\b[^.]{0,60}\?|get (?:reporter|email|breaking"
    r"|news) .{0,10}alerts|get (?:more"
    r"|the latest) .{0,60}"
    r"(?:news|stories|updates|alerts|inbox)|(?:got|have) a (?:news )?(?:tip|story)\b"
    r"|(?:we(?:['’]d| would)? (?:love |like |want )to hear|tell us|let us know|send us) (?:what you|from you|your)"
    r"|(?:do you have|have you got|got|have) (?:a |any )?(?:story|question|comment|tip|something to share)|follow \w+ on\b"
    r"|follow us\b|like us on\b|(?:join|subscribe to|sign up (?:to|for)) (?:our|us)\b|try .{2,40} for free"
    r"|(?:更多|欢迎).{0,14}(?:关注|扫描|下载|搜索)|返回.{0,8}(?:首页|列表)|(?:上|下)一(?:篇|页)"
    r"|folgen sie (?:uns|dem)|(?:noch )?mehr (?:zum thema|infos|informationen|nachrichten)\b|(?:noch )?mehr (?:zu|aus)\b[^.]{0,80}$"
    r"|weitere (?:infos|informationen|nachrichten|artikel)\b.{0,60}:$"
    r"|(?:retrouvez|suivez|abonnez)\b|s[ií]gue(?:nos\b| (?:a |en |leyendo|nuestr|el minuto))|suscríbete\b|(?:seguici|iscriviti)\b"
    r"|(?:siga|acompanhe|leia mais|veja mais)\b|volg ons\b|obserwuj|zapraszamy (?:też )?do"
    r"|подписывайтесь|следите за|читайте нас|подписаться|takip ed|sledujte|přihlaste se|ติดตาม|ताज़ा|और खबर|ikuti (?:kami|berita)",
    re.I,
)

# A line that only says who wrote it.
BYLINE = re.compile(
    r"(?i:by|von|par|por|di|door|av|af|tekst:?|text:?|texte ?:|texto:?|testo di|автор:?|текст:?|ein interview von|interview:?"
    r"|autor(?:in)?:|auteur ?:|文[:：/]|作者[:：]"
    r"|記者|기자)\s?[^\W\d_a-zа-я]",
)

# Who wrote it, at the end: "A. Writer is a freelance journalist".
BIOGRAPHY = re.compile(
    r"(?:[^\W\d_a-zа-я][\w.'’-]+ ){2,4}(?:is|was|works|ist|arbeitet|est|es|è|é|jest|är|er|on) (?:[^.!?]{0,60}[\s-])?"
    r"(?:journalist\w*|reporter\w*|(?:staff|senior|science|sports|contributing) writer|writer and|editor(?:-in-chief)?|correspondent"
    r"|columnist"
    r"|freelanc\w+"
    r"|redakt\w+|autor(?:in)? (?:und|bei|der|des)|korrespondent\w*|kolumnist\w*|journaliste|rédact\w+|chroniqueu\w+|periodista"
    r"|columnista|corresponsal"
    r"|giornalista|jornalista|repórter|colunista|redacteur|dziennikar\w+|toimittaja|журналист\w*|корреспондент\w*|обозреватель)\b"
    r"|I (?:write|cover|report) (?:about|on|for)\b"
)

# What the publisher doesn't answer for.
DISCLAIMER = re.compile(
    r"[（(【\[]?\s*(?:特别|郑重|重要)?(?:声明|免责声明|免責聲明|版权声明|風險提示|风险提示)\s*[】）:：]|(?:notice|note"
    r"|disclaimer) ?: the (?:above )?(?:content|article|views|opinions|information)\b"
    r"|disclaimer\s*:|haftungsausschluss\s*:"
    r"|[（(]?(?:图片|文章|内容|素材).{0,6}(?:来自|来源于?|源自).{0,8}网络|.{0,12}如(?:有|涉)?侵权|[（(]?本文(?:仅代表|系作者|来自"
    r"|转自)|以上内容(?:仅|为|由)|avertissement\s*:|descargo de responsabilidad",
    re.I,
)
