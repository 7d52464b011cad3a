"""Words of dates in the languages of the press: months, halves of the day, zones. Data only."""

from __future__ import annotations

from datetime import timedelta

# One line a month: full names, genitives and other cases, abbreviations (Unicode CLDR, and what newsrooms print).
_MONTHS = (
    "jan january januar jänner jän janv janvier ene enero gen gennaio janeiro januari sty styczeń stycznia styczen styczniu tammi tammik"
    " tammikuu tammikuuta tammikuussa janúar oca ocak янв январь января січ січень січня сту студзень студзеня led leden ledna lednu"
    " január januára ian ianuarie яну януари sij siječanj siječnja јан јануар јануари ιαν ιανουάριος ιανουαρίου jaan jaanuar janvāris"
    " sausio sausis gener xaneiro urtarrila जनवरी जन জানুয়ারী জানুয়ারি มกราคม มค djanuari يناير ژانویه ژانویهٔ جنوری ינואר בינואר"
    " yanvar იანვარი հունվար հունվարի januarie ஜனவரி జనవరి जानेवारी",
    "feb february februar feber févr fevr fév février fevrier febrero febbraio fev fevereiro februari lut lutego luty helmi"
    " helmik helmikuu"
    " helmikuuta helmikuussa febrúar şub şubat февр фев февраль февраля лют лютий лютого únor února únr unora február februára febr"
    " februarie февруари velj veljača veljače феб фебруар φεβ φεβρουάριος φεβρουαρίου veebr veebruar februāris vasario vasaris febrer"
    " febreiro otsaila फ़रवरी फरवरी ফেব্রুয়ারী ফেব্রুয়ারি กุมภาพันธ์ กพ pebruari فبراير فوریه فوریهٔ فروری פברואר בפברואר"
    " fevral თებერვალი փետրվար փետրվարի பிப்ரவரி ఫిబ్రవరి फेब्रुवारी shkurt",
    "mar march mär märz maerz mrz mars marzo março marco maart mrt marca marzec marcu marts maalis maalisk maaliskuu maaliskuuta"
    " maaliskuussa"
    " mart мар мрт март марта бер березень березня сак сакавік сакавіка bře březen března marec március márc martie ožu ožujak ožujka"
    " μάρ μάρτιος μαρ μαρτίου märts kovo kovas març martxoa मार्च মার্চ มีนาคม มีค maret مارس مارچ מרץ במרץ מרס მარტი մարտ մարտի machi"
    " மார்ச் మార్చి",
    "apr april avr avril abr abril aprile kwi kwiecień kwietnia kwiecien huhti huhtik huhtikuu huhtikuuta huhtikuussa apríl apríla nis"
    " nisan апр апрель апреля квіт квітень квітня кві красавік красавіка dub duben dubna dubnu ápr április aprilie април tra travanj"
    " travnja απρ απρίλιος απριλίου aprill aprīlis balandžio balandis d'abril apirila अप्रैल এপ্রিল เมษายน เมย أبريل ابريل آوریل اپریل"
    " אפריל באפריל prill aprel აპრილი ապրիլ ապրիլի aprili ஏப்ரல் ఏప్రిల్ एप्रिल",
    "may mai mayo mag maggio maio mei maj maja touko toukok toukokuu toukokuuta toukokuussa maí mayıs май мая трав травень травня траўня"
    " kvě květen května květnu kvetna máj mája május svi svibanj svibnja мај μάι μάιος μαΐ μαΐου maijs gegužės gegužė maig maiatza मई মে"
    " พฤษภาคม พค مايو مه می מאי במאי მაისი մայիս մայիսի மே మే",
    "jun june juni juin junio giu giugno junho cze czerwca czerwiec kesä kesäk kesäkuu kesäkuuta kesäkuussa jún júní júna haz haziran июн"
    " июнь июня черв червень червня чэрвень чэрвеня červen června čvn čer cervna június юни lipanj lipnja јун јуни ιουν ιούνιος ιουνίου"
    " ιούν juuni jūn jūnijs birželio birželis iunie iun juny xuño ekaina जून জুন มิถุนายน มิย djuni يونيو يونيه ژوئن جون יוני ביוני"
    " qershor iyun ივნისი հունիս հունիսի junie hunyo ஜூன் జూన్",
    "jul july juli juil juillet julio lug luglio julho lip lipca lipiec heinä heinäk heinäkuu heinäkuuta heinäkuussa júl júlí júla tem"
    " temmuz июл июль июля лип липень липня ліпень ліпеня červenec července čvc cervence július юли srpanj srpnja јул јули ιουλ ιούλιος"
    " ιουλίου ιούλ juuli jūl jūlijs liepos liepa iulie iul juliol xullo uztaila जुलाई জুলাই กรกฎาคม กค djuli julai يوليو يوليه"
    " ژوئیه جولای"
    " יולי ביולי korrik iyul ივლისი հուլիս հուլիսի julie hulyo ஜூலை జూలై जुलै جولائی",
    "aug august août aoû aout ago agosto augustus sie sierpień sierpnia sierpien elo elok elokuu elokuuta elokuussa ágú ágúst ağu"
    " ağustos авг"
    " август августа серп серпень серпня жні жнівень жніўня srp srpen srpna srpnu augusta augusztus kol kolovoz kolovoza avg avgust αυγ"
    " αύγουστος αυγούστου augusti augusts rugpjūčio rugpjūtis agost d'agost abuztua अगस्त আগস্ট สิงหาคม สค agustus agt ogos أغسطس اوت"
    " אוגוסט באוגוסט gusht avqust აგვისტო օգոստոս օգոստոսի agosti ஆகஸ்ட் ఆగస్టు ऑगस्ट اگست",
    "sep september sept septembre septiembre setiembre set settembre setembro setembre septembrie wrz wrzesień września wrzesien"
    " syys syysk"
    " syyskuu syyskuuta syyskuussa eyl eylül сент сен сентябрь сентября вер вересень вересня верасень верасня zář září zari"
    " septembra szept"
    " szeptember септ септември ruj rujan rujna септембар septembar σεπ σεπτέμβριος σεπτεμβρίου septembris rugsėjo rugsėjis iraila"
    " सितंबर सितम्बर সেপ্টেম্বর กันยายน กย سبتمبر سپتامبر ستمبر ספטמבר בספטמבר shtator sentyabr სექტემბერი սեպտեմբեր սեպտեմբերի septemba"
    " setyembre செப்டம்பர் సెప్టెంబర్ सप्टेंबर",
    "oct october okt oktober octobre octubre ott ottobre out outubro paź październik października pazdziernika loka lokak lokakuu"
    " lokakuuta lokakuussa október októbra eki ekim окт октябрь октября жовт жовтень жовтня кастрычнік кастрычніка říj říjen října rijna"
    " octombrie октомври октобар oktobar οκτ οκτώβριος οκτωβρίου oktoober oktobris spalio spalis octubre d'octubre urria अक्टूबर अक्तूबर"
    " অক্টোবর ตุลาคม ตค أكتوبر اكتوبر اکتبر اکتوبر אוקטובר באוקטובר tetor oktyabr ოქტომბერი հոկտեմբեր հոկտեմբերի oktoba oktubre"
    " அக்டோபர் అక్టోబర్ ऑक्टोबर",
    "nov november novembre noviembre novembro lis listopad listopada listopadzie marras marrask marraskuu marraskuuta marraskuussa nóv"
    " nóvember kas kasım нояб ноя ноябрь ноября лист листопад листопада лістапад лістапада listopadu novembra noiembrie noi ноем ноември"
    " stu studeni studenoga studenog новембар novembar νοέ νοε νοέμβριος νοεμβρίου novembris lapkričio lapkritis azaroa नवंबर नवम्बर"
    " নভেম্বর พฤศจิกายน พย nopember نوفمبر نوامبر نومبر נובמבר בנובמבר nëntor noyabr ნოემბერი նոյեմբեր նոյեմբերի novemba nobyembre"
    " நவம்பர் నవంబర్ नोव्हेंबर",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro gru grudnia grudzień grudzien des desember"
    " joulu jouluk"
    " joulukuu joulukuuta joulukuussa ara aralık дек декабрь декабря груд грудень грудня снежань снежня pro prosince prosinec decembra"
    " decembrie декември prosinac prosinca дец децембар decembar δεκ δεκέμβριος δεκεμβρίου dets detsember decembris gruodžio gruodis"
    " desembre abendua दिसंबर दिसम्बर ডিসেম্বর ธันวาคม ธค desember disember ديسمبر دسامبر دسمبر דצמבר בדצמבר dhjetor dekabr"
    " დეკემბერი դեկտեմբեր դեկտեմբերի desemba disyembre டிசம்பர் డిసెంబర్ डिसेंबर",
)
# More of Unicode CLDR, and what WordPress prints in Chinese; the two words of a month in the Levant are written as one here.
_MORE_MONTHS = (
    "جانفي ינו בינו জানু ஜன జన जाने જાન્યુઆરી જાન્યુ ജനുവരി ജനു ಜನವರಿ ಜನ ਜਨਵਰੀ ਜਨ urt xan saus eanáir ionawr ion janar հնվ იან yan қаңтар"
    " қаң ජනවාරි ජන មករា ມັງກອນ ມກ ဇန်နဝါရီ ဇန် ጃንዋሪ ጃን jannar januaro januwari janaayo jannaayo janairu январ ýanwar ýan ଜାନୁଆରୀ"
    " জানুৱাৰী جنوري كانونالثاني كانونثاني کانوونیدووەم ינוא urtarrilaren urtarrilak 一月",
    "úno شباط فيفري פבר בפבר फ़र ফেব பிப் ఫిబ్ర फेब्रु ફેબ્રુઆરી ફેબ્રુ ഫെബ്രുവരി ഫെബ്രു ಫೆಬ್ರವರಿ ಫೆಬ್ರ ਫ਼ਰਵਰੀ ਫ਼ਰ pebrero peb ots vas"
    " feabhra feabh chwefror chwef chw shk փտվ თებ ақпан ақп फेब्रुअरी පෙබරවාරි පෙබ កុម្ភៈ ກຸມພາ ກພ ဖေဖော်ဝါရီ ဖေ ፌብሩዋሪ ፌብ лютага люты"
    " frar februaro februwari febraayo faburairu феврал fewral ଫେବୃଆରୀ ফেব্ৰুৱাৰী ফেব্ৰু فيبروري فبروري فېبروري شوبات otsailaren"
    " otsailak 二月",
    "آذار மார் માર્ચ മാർച്ച് മാർ ಮಾರ್ಚ್ ਮਾਰਚ mac marso kov márta mawrth maw մրտ მარ наурыз нау මාර්තු මාර් មីនា ມີນາ ມນ မတ် ማርች mäerz"
    " mäe marzu marto mashi mas maarso maris ମାର୍ଚ୍ଚ মাৰ্চ ئازار martxoaren martxoak 三月",
    "نيسان أفريل אפר באפר এপ্রি ஏப் ఏప్రి एप्रि એપ્રિલ ഏപ്രിൽ ഏപ്രി ಏಪ್ರಿಲ್ ಏಪ್ರಿ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ aibreán aib ebrill ebr pri ապր აპრ сәуір"
    " сәу अप्रिल අප්‍රේල් មេសា ເມສາ ມສ ဧပြီ ኤፕሪል ኤፕሪ кра abrëll aprilo ephreli eph abriil afirilu afi апрел ଅପ୍ରେଲ এপ্ৰিল اپريل نیسان"
    " apirilaren apirilak 四月",
    "أيار ماي مهٔ मे મે മേയ് ಮೇ ਮਈ مئی geg bealtaine beal մյս მაი мамыр мам මැයි ឧសភា ພຶດສະພາ ພພ မေ ሜይ mee mejju mej majo meyi mey"
    " maayo mayu maý ମଇ مئي مۍ ئایار maiatzaren maiatzak 五月",
    "junij حزيران جوان જૂન ജൂൺ ಜೂನ್ ਜੂਨ hun eka birž meitheamh meith mehefin meh qer հնս ივნ iyn маусым мау जुन ජූනි មិថុនា ມິຖຸນາ"
    " ມິຖ ဇွန် ጁን чэр ġunju ġun juun yuni yun iýun ଜୁନ حوزەیران ekainaren ekainak 六月",
    "juill julij تموز جويلية يوليوز ژوئیهٔ जुल জুল జులై જુલાઈ ജൂലൈ ಜುಲೈ ਜੁਲਾਈ ਜੁਲਾ hul uzt xul liep iúil gorffennaf gorff gor korr"
    " հլս ივლ iyl шілде шіл ජූලි កក្កដា ກໍລະກົດ ກລ ဇူလိုင် ဇူ ጁላይ ліп lulju lul julayi luulyo yuli yul iýul ଜୁଲାଇ جولاءِ تەمووز"
    " uztailaren uztailak 七月",
    "αύγ آب أوت غشت אוג באוג अग আগ ஆக ఆగ ऑग ઑગસ્ટ ഓഗസ്റ്റ് ഓഗ ಆಗಸ್ಟ್ ಆಗ ਅਗਸਤ ਅਗ ogo rugp lúnasa lún awst gush օգս აგვ avq тамыз там अगस्ट"
    " අගෝස්තු අගෝ សីហា ສິງຫາ ສຫ ဩဂုတ် ኦገስት ኦገስ awwissu aww aŭgusto aŭg agasti ogs ogosto agusta awgust awg ଅଗଷ୍ଟ আগষ্ট آگسٽ اګست ئاب"
    " abuztuaren abuztuak agu 八月",
    "сеп أيلول شتنبر ספט בספט सित সেপ செப் సెప్టెం सप्टें સપ્ટેમ્બર સપ્ટે സെപ്റ്റംബർ സെപ്റ്റം ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ ਸਤੰਬਰ ਸਤੰ ira rugs mfómh"
    " medi sht սեպ სექ қыркүйек қыр sentabr सेप्टेम्बर සැප්තැම්බර් සැප් កញ្ញា ກັນຍາ ກຍ စက်တင်ဘာ စက် ሴፕቴምበር ሴፕቴ settembru septembro"
    " septhemba sebtembar seb sebteembar satumba сентябр sentýabr ସେପ୍ଟେମ୍ବର ছেপ্তেম্বৰ ছেপ্তে سيپٽمبر سېپتمبر سپتمبر ئەیلوول"
    " irailaren irailak 九月",
    "אוק באוק अक्टू অক্টো அக் అక్టో ऑक्टो ઑક્ટોબર ઑક્ટો ഒക്ടോ ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ਅਕਤੂਬਰ ਅਕਤੂ urr spal dfómh hydref hyd հոկ ოქტ"
    " қазан қаз oktabr अक्टोबर ඔක්තෝබර් ඔක් តុលា ຕຸລາ ຕລ အောက်တိုဘာ အောက် ኦክቶበር ኦክቶ кас ottubru oktobro okthoba oktoobar октябр"
    " oktýabr ଅକ୍ଟୋବର অক্টোবৰ آڪٽوبر urriaren urriak تشرينالأول تشرينالاول تشرينأول 十月",
    "ное нов نونبر נוב בנוב नव নভে நவ నవం नोव्हें નવેમ્બર નવે നവംബർ നവം ನವೆಂಬರ್ ನವೆಂ ਨਵੰਬਰ ਨਵੰ nob aza lapkr samhain samh tachwedd tach"
    " nën նոյ ნოე noy қараша қар नोभेम्बर නොවැම්බර් නොවැ វិច្ឆិកា ພະຈິກ ພຈ နိုဝင်ဘာ နို ኖቬምበር ኖቬም ліс novembru noofeembar nof nuwamba"
    " nuw ноябр noýabr noý ନଭେମ୍ବର নৱেম্বৰ নৱে azaroaren azaroak تشرينالثاني تشرينثاني 十一月",
    "دجنبر דצמ בדצמ dis दिस ডিসে டிச డిసెం डिसें ડિસેમ્બર ડિસે ഡിസംബർ ഡിസം ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ਦਸੰਬਰ ਦਸੰ decembro gruod nollaig noll rhagfyr rhag"
    " dhj դեկ დეკ dek желтоқсан жел डिसेम्बर දෙසැම්බර් දෙසැ ធ្នូ ທັນວາ ທວ ဒီဇင်ဘာ ဒီ ዲሴምበር ዲሴም сне diċembru diċ disemba diseembar"
    " disamba декабр ଡିସେମ୍ବର ডিচেম্বৰ ডিচে ڊسمبر abenduaren abenduak كانونالأول كانونالاول كانونأول 十二月",
)
MONTHS: dict[str, int] = {
    word.casefold(): number for lines in (_MORE_MONTHS, _MONTHS) for number, line in enumerate(lines, 1) for word in line.split()
}

# Where one spelling names two months, the language decides.
MONTHS_OF_LANGUAGE: dict[str, dict[str, int]] = {
    language: {"listopad": 10, "listopada": 10, "lis": 10, "lip": 6, "srp": 7} for language in ("hr", "bs", "sh")
} | {"lt": {"kov": 3, "geg": 5, "lie": 7, "rgp": 8, "rgs": 9, "spa": 10, "lap": 11, "grd": 12, "bir": 6, "bal": 4, "vas": 2, "sau": 1}}

# Months that Vietnamese counts.
VIETNAMESE_MONTHS: dict[str, int] = {
    word: number
    for number, word in enumerate(("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1)
}

# Months of the solar calendar of Iran, in Persian and in Arabic spelling.
_SOLAR_MONTHS = (
    "فروردین فروردين", "اردیبهشت ارديبهشت", "خرداد", "تیر تير", "مرداد امرداد", "شهریور شهريور",
    "مهر", "آبان ابان", "آذر اذر", "دی دي", "بهمن", "اسفند",
)  # fmt: skip
SOLAR_MONTHS: dict[str, int] = {word: number for number, line in enumerate(_SOLAR_MONTHS, 1) for word in line.split()}

PM = frozenset(("pm", "p.m.", "p.m", "μ.μ.", "μμ", "ptg", "오후", "下午", "晚上", "午後", "م", "μ.μ", "ch", "pm.", "ب.ظ", "بظ"))
AM = frozenset(("am", "a.m.", "a.m", "π.μ.", "πμ", "오전", "上午", "午前", "早上", "凌晨", "ص", "sa", "am.", "ق.ظ", "قظ"))

# Hours from UTC of the abbreviations that newsrooms print (tz database; ET and its like by season, see ``Stamp``).
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "sast": 2, "eet": 2, "eest": 3,
    "msk": 3, "мск": 3, "trt": 3, "idt": 3, "eat": 3, "wat": 1, "cat": 2, "gst": 4, "pkt": 5, "npt": 5.75, "wib": 7, "wita": 8, "wit": 9,
    "ict": 7, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "myt": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
    "akdt": -8,
    "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "clt": -4, "ist": 5.5,
}  # fmt: skip
ZONES: dict[str, timedelta] = {name: timedelta(hours=hours) for name, hours in _ZONES.items()}

# Names that stand for standard and summer time alike.
REGIONS: dict[str, str] = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles", "eastern": "America/New_York",
    "central": "America/Chicago", "pacific": "America/Los_Angeles", "uk": "Europe/London", "aet": "Australia/Sydney",
    "new york": "America/New_York", "londres": "Europe/London", "paris": "Europe/Paris", "cet/cest": "Europe/Berlin",
}  # fmt: skip

# What an abbreviation means in one country and not in another.
ZONES_OF_COUNTRY: dict[str, dict[str, timedelta]] = {
    "il": {"ist": timedelta(hours=2)},
    "ie": {"ist": timedelta(hours=1)},
    "cn": {"cst": timedelta(hours=8)},
    "tw": {"cst": timedelta(hours=8)},
    "au": {"est": timedelta(hours=10), "edt": timedelta(hours=11), "cst": timedelta(hours=9.5)},
    "bd": {"bst": timedelta(hours=6)},
}

# The one zone of a country whose newsrooms all live in it, by ISO 3166 code.
ZONE_OF_COUNTRY: dict[str, str] = {
    "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "li": "Europe/Vaduz", "fr": "Europe/Paris",
    "be": "Europe/Brussels",
    "nl": "Europe/Amsterdam", "lu": "Europe/Luxembourg", "it": "Europe/Rome", "es": "Europe/Madrid", "pl": "Europe/Warsaw",
    "cz": "Europe/Prague", "sk": "Europe/Bratislava", "hu": "Europe/Budapest", "si": "Europe/Ljubljana", "hr": "Europe/Zagreb",
    "rs": "Europe/Belgrade", "ba": "Europe/Sarajevo", "mk": "Europe/Skopje", "al": "Europe/Tirane", "dk": "Europe/Copenhagen",
    "no": "Europe/Oslo", "se": "Europe/Stockholm", "fi": "Europe/Helsinki", "ee": "Europe/Tallinn", "lv": "Europe/Riga",
    "lt": "Europe/Vilnius", "gr": "Europe/Athens", "bg": "Europe/Sofia", "ro": "Europe/Bucharest", "ua": "Europe/Kyiv",
    "tr": "Europe/Istanbul",
    "by": "Europe/Minsk", "gb": "Europe/London", "uk": "Europe/London", "ie": "Europe/Dublin", "is": "Atlantic/Reykjavik",
    "il": "Asia/Jerusalem",
    "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "cn": "Asia/Shanghai", "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "sg": "Asia/Singapore",
    "my": "Asia/Kuala_Lumpur", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh", "ph": "Asia/Manila", "in": "Asia/Kolkata",
    "pk": "Asia/Karachi",
    "bd": "Asia/Dhaka", "lk": "Asia/Colombo", "np": "Asia/Kathmandu", "ir": "Asia/Tehran", "ae": "Asia/Dubai", "sa": "Asia/Riyadh",
    "qa": "Asia/Qatar", "za": "Africa/Johannesburg", "na": "Africa/Windhoek", "ke": "Africa/Nairobi", "ng": "Africa/Lagos",
    "eg": "Africa/Cairo",
    "nz": "Pacific/Auckland", "ar": "America/Argentina/Buenos_Aires", "co": "America/Bogota", "pe": "America/Lima",
    "uy": "America/Montevideo",
    "ve": "America/Caracas", "cl": "America/Santiago", "ec": "America/Guayaquil", "bo": "America/La_Paz", "py": "America/Asuncion",
    "cr": "America/Costa_Rica", "pa": "America/Panama", "gt": "America/Guatemala", "sv": "America/El_Salvador", "hn": "America/Tegucigalpa",
    "ni": "America/Managua", "do": "America/Santo_Domingo", "cu": "America/Havana", "jm": "America/Jamaica",
    "tt": "America/Port_of_Spain", "pt": "Europe/Lisbon", "mt": "Europe/Malta", "cy": "Asia/Nicosia", "md": "Europe/Chisinau",
    "ge": "Asia/Tbilisi", "am": "Asia/Yerevan", "az": "Asia/Baku", "kz": "Asia/Almaty", "uz": "Asia/Tashkent", "mn": "Asia/Ulaanbaatar",
    "id": "Asia/Jakarta", "kh": "Asia/Phnom_Penh", "la": "Asia/Vientiane", "mm": "Asia/Yangon", "mo": "Asia/Macau", "bn": "Asia/Brunei",
    "jo": "Asia/Amman", "lb": "Asia/Beirut", "iq": "Asia/Baghdad", "kw": "Asia/Kuwait", "bh": "Asia/Bahrain", "om": "Asia/Muscat",
    "ye": "Asia/Aden", "sy": "Asia/Damascus", "af": "Asia/Kabul", "ma": "Africa/Casablanca", "tn": "Africa/Tunis", "dz": "Africa/Algiers",
    "ly": "Africa/Tripoli", "sd": "Africa/Khartoum", "et": "Africa/Addis_Ababa", "tz": "Africa/Dar_es_Salaam", "ug": "Africa/Kampala",
    "rw": "Africa/Kigali", "gh": "Africa/Accra", "sn": "Africa/Dakar", "ci": "Africa/Abidjan", "cm": "Africa/Douala",
    "zm": "Africa/Lusaka", "zw": "Africa/Harare", "bw": "Africa/Gaborone", "mz": "Africa/Maputo", "ao": "Africa/Luanda",
    "fj": "Pacific/Fiji",
}  # fmt: skip
