"""What pages that are no articles say of themselves, in lower case, by kind. Counted, never believed alone.

A phrase stands here where it is said *to* the reader ("please verify you are human"), rather than what a story
is *about* ("captcha", "cookies", "paywall"). Phrases are divided by bars; the same word may be of several languages.
"""

from __future__ import annotations

import re

MENU_LINE = 40  # words; from there a line of prose has a stop or a comma
CLAUSE_WORDS = 50  # words; more to each of them is no prose
NOTICE_LINE = 250  # words; the longest paragraph of a notice on cookies

_CLAUSE = re.compile(r"[.!?,;…](?=[\s\"”’»)\]]|$)|[。！？，、；।۔؟،；።॥·]")
_NO_STOPS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u0f00-\u0fff]")  # Thai, Lao, Burmese, Khmer, Tibetan


def _phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a list that bars divide, each once."""
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in listed.split("|")))


NOT_FOUND = _phrases(
    """
    page not found | not found | page can't be found | page cannot be found | page can’t be found | can't find that page |
    can’t find that page | couldn't find | couldn’t find | could not find | can't find the page | page doesn't exist |
    page doesn’t exist | page does not exist | no longer available | no longer exists | has been removed | page is missing |
    nothing was found | nothing found | nothing here | error 404 | 404 error | http 404 | page you are looking for |
    page you were looking for | page you requested | has moved or | page unavailable | content unavailable |
    seite nicht gefunden | nicht gefunden | nicht mehr verfügbar | nicht verfügbar | existiert nicht | fehler 404 | 404-fehler |
    nicht mehr vorhanden | seite wurde gelöscht | konnte nicht gefunden | gesuchte seite | angeforderte seite |
    leider nichts gefunden | page introuvable | introuvable | n'existe pas | n’existe pas | n'existe plus | n’existe plus |
    n'est plus disponible | n’est plus disponible | page non trouvée | erreur 404 | page que vous recherchez |
    page que vous cherchez | page demandée | a été supprimé | a pas été trouvé | página no encontrada | no encontrada |
    no encontrado | no se ha encontrado | no hemos encontrado | no se encuentra | no existe | ya no está disponible |
    página que buscas | página que busca | página solicitada | no está disponible | hemos podido encontrar |
    pagina non trovata | non trovata | non è stata trovata | non esiste | non è più disponibile | pagina che stai cercando |
    errore 404 | página não encontrada | não encontrada | não encontramos | não foi encontrada | não existe |
    não está mais disponível | erro 404 | já não está disponível | página que procura | página que você | pagina niet gevonden |
    niet gevonden | bestaat niet | niet meer beschikbaar | niet beschikbaar | pagina die u zoekt | pagina die je |
    nie znaleziono | nie została znaleziona | nie istnieje | błąd 404 | strona, której szukasz | nie została odnaleziona |
    sidan hittades inte | kunde inte hittas | hittades inte | finns inte | kunne ikke finde | blev ikke fundet | findes ikke |
    siden finnes ikke | fant ikke | ble ikke funnet | sivua ei löyt | ei löytynyt | ei ole olemassa | ei löydy |
    sayfa bulunamadı | bulunamadı | страница не найдена | не найдена | не существует | ошибка 404 | stránka nenalezena |
    nebyla nalezena | neexistuje | nenalezen | сторінку не знайдено | η σελίδα δεν βρέθηκε | az oldal nem található |
    nem található | pagina nu a fost găsită | ページが見つかりません | 見つかりません | 存在しないか | 掲載期間が終了 |
    削除された可能性 | 页面不存在 | 找不到 | 未找到 | 页面未找到 | 不存在 | 已被删除 | 페이지를 찾을 수 없 | 존재하지 않 |
    الصفحة غير موجودة | לא נמצא | is gone | taken down | may be broken | link is broken | has expired | kaldırılmış |
    aradığınız sayfa | wurde entfernt | a été retiré | fue retirada
    """
)  # a page that isn't there
CONSENT = _phrases(
    """
    accept all | reject all | accept cookies | accept & continue | accept and continue | agree and continue | i accept |
    i agree | manage preferences | manage options | manage settings | cookie settings | privacy settings | your privacy |
    we and our | our partners | we use cookies | uses cookies | legitimate interest | withdraw your consent |
    store and/or access | privacy choices | before you continue | your consent | you consent | consent or pay |
    read with advertising | with ads | without tracking | cookie policy | alle akzeptieren | alles akzeptieren | alle ablehnen |
    akzeptieren und weiter | zustimmen und weiter | ich stimme zu | zustimmen | ihre zustimmung | ihre einwilligung |
    einwilligung | unsere partner | wir und unsere | wir verwenden cookies | wir nutzen cookies | mit werbung |
    ohne werbetracking | werbefrei | einstellungen verwalten | cookie-einstellungen | berechtigtes interesse | privatsphäre |
    tout accepter | accepter et continuer | accepter et fermer | tout refuser | continuer sans accepter | nos partenaires |
    paramétrer | votre consentement | vos préférences | utilisons des cookies | utilisent des cookies | gérer mes choix |
    personnaliser mes choix | intérêt légitime | vie privée | j'accepte | j’accepte | aceptar todo | aceptar todas |
    aceptar y continuar | rechazar todo | rechazar todas | rechazar y | nuestros socios | su consentimiento |
    tu consentimiento | utilizamos cookies | usamos cookies | configurar cookies | gestionar opciones | interés legítimo |
    su privacidad | tu privacidad | accetta tutto | accetta e continua | accetta tutti | rifiuta tutto |
    continua senza accettare | nostri partner | tuo consenso | utilizziamo i cookie | usiamo i cookie | gestisci preferenze |
    interesse legittimo | tua privacy | aceitar tudo | aceitar todos | aceitar e continuar | rejeitar tudo | rejeitar todos |
    nossos parceiros | seu consentimento | gerir preferências | gerenciar preferências | interesse legítimo | alles accepteren |
    akkoord | alle cookies | alles weigeren | onze partners | wij gebruiken cookies | je toestemming | uw toestemming |
    instellingen beheren | gerechtvaardigd belang | zaakceptuj | akceptuję | przejdź do serwisu | odrzuć wszystko |
    nasi partnerzy | naszymi partnerami | zaufani partnerzy | zaufanych partnerów | twoja zgoda | wyrażasz zgodę | zgodę na |
    ustawienia zaawansowane | plików cookie | godkänn alla | acceptera alla | avvisa alla | våra partner | ditt samtycke |
    vi använder cookies | accepter alle | afvis alle | vores partnere | dit samtykke | godta alle | avvis alle | våre partnere |
    ditt samtykke | vi bruker informasjonskapsler | hyväksy kaikki | hylkää kaikki | kumppanimme | suostumuksesi |
    käytämme evästeitä | tümünü kabul et | tümünü reddet | çerezleri kullan | iş ortaklarımız | принять все | отклонить все |
    наши партнеры | ваше согласие | использует файлы cookie | přijmout vše | odmítnout vše | naši partneři | souhlasím |
    souhlas se | váš souhlas | vašeho soukromí | podrobné nastavení | se souhlasem | používáme cookies |
    すべて同意 | すべて許可 | すべて拒否 | 同意して | クッキーを使用 | cookieを使用 |
    cookie(クッキー) | 同意する | 提携パートナー | パートナー企業 | プライバシー設定 | 全部接受 | 接受全部 | 全部拒绝 |
    使用cookie | 合作伙伴 | 모두 동의 | 모두 수락 | 모두 거부 | 쿠키를 사용 | αποδοχή όλων | összes elfogadása | acceptă toate |
    third parties | terze parti | drittanbieter | terceros | derde partijen | il tuo consenso | tredje part | trzecie strony |
    revocare | widerrufen | ads and tracking
    """
)  # a consent dialogue
CONSENT_BUTTONS = frozenset(
    _phrases(
        """
        accept | agree | allow all | decline | reject |
        got it | customize | customise | akzeptieren | einverstanden | ablehnen |
        anpassen | accepter | refuser | personnaliser | aceptar | rechazar | configurar | personalizar | accetta | rifiuta |
        personalizza | aceitar | rejeitar | accepteren | weigeren | akceptuj |
        odrzuć | godkänn | avvisa | afvis | godta | hyväksy |
        hylkää | kabul et | reddet | принять | отклонить | přijmout | odmítnout | 同意 | 拒否 | 接受 | 拒绝 | 동의 | 거부
        """
    )
)  # whole labels of a dialogue's buttons
COOKIE = _phrases("cookie | kuki | куки | кукис | evästei | çerez | informasjonskapsl | クッキー | 쿠키 | kolačić | piškot | súbory cookie")
BROWSING = _phrases(
    """
    browser | website | web site | webseite | navigateur | site web | notre site | navegador | sitio web | nuestro sitio | nosso site |
    sito web | nostro sito | stronie | stronę | przeglądar | webbplats | webbläsare | hjemmeside | nettsted | nettleser | sivusto |
    tarayıcı | web sitesi | браузер | сайт | prohlížeč | webu | böngésző | weboldal | ブラウザ | サイト | 浏览器 | 瀏覽器 | 网站 | 網站 |
    브라우저
    """
)  # beside "cookie", in a notice rather than in a recipe
HOME = frozenset(
    _phrases(
        """
        home | homepage | home page | startseite | start | accueil | page d'accueil | inicio | página de inicio | portada | início |
        página inicial | home-page | pagina iniziale | voorpagina | strona główna | startsida | forside | etusivu | ana sayfa | anasayfa |
        главная | главная страница | úvod | úvodní stránka | domů | kezdőlap | címlap | acasă | αρχική | ホーム | トップページ | 首页 |
        首頁 | 主页 | 홈 | الرئيسية | الصفحة الرئيسية | welcome
        """
    )
)  # what a home page's title says
CHALLENGE = _phrases(
    """
    verify you are human | verify that you are human | verify you are not a robot | verifying you are human |
    you're not a robot | you’re not a robot | you are not a robot | i'm not a robot | i am human | are you a robot |
    are you human | checking your browser | just a moment | attention required | security check | access denied |
    access to this page has been denied | unusual traffic | unusual activity | automated requests | automated access |
    automated traffic | enable javascript and cookies | ray id | reference id | incident id | request blocked |
    have been blocked | you don't have permission to access | pardon our interruption | press & hold | press and hold |
    suspicious activity | confirm you are human | one more step | solve the challenge | needs to review the security |
    ddos protection | request unsuccessful | bot protection | too many requests | support id | ddos | dass sie ein mensch |
    dass du ein mensch | kein roboter | keine maschine | browser wird überprüft | ihr browser wird | zugriff verweigert |
    sicherheitsüberprüfung | sicherheitsprüfung | ungewöhnlichen datenverkehr | ungewöhnliche aktivität | zugriff wurde |
    einen moment | automatisierte anfragen | automatisierte zugriffe | wurden blockiert | referenz-id | vorgangsnummer |
    que vous êtes humain | que vous êtes un humain | pas un robot | vérification de votre navigateur |
    vérifions votre navigateur | un instant | accès refusé | accès a été | trafic inhabituel | activité inhabituelle |
    vérification de sécurité | requêtes automatisées | avez été bloqué | contrôle de sécurité | comportement inhabituel |
    que es humano | que eres humano | que eres un humano | no eres un robot | no es un robot | no soy un robot |
    comprobando su navegador | comprobando tu navegador | verificando tu navegador | verificando su navegador | un momento |
    acceso denegado | tráfico inusual | actividad inusual | comprobación de seguridad | verificación de seguridad |
    sido bloqueado | solicitudes automatizadas | non sei un robot | non sono un robot | sei umano | verifica di sicurezza |
    accesso negato | traffico insolito | attendere prego | não é um robô | não é um robo | não sou um robô | você é humano |
    que é humano | verificando seu navegador | verificar o seu navegador | acesso negado | tráfego incomum |
    verificação de segurança | um momento | geen robot | u een mens | je een mens | toegang geweigerd | even geduld |
    browser wordt gecontroleerd | ongebruikelijk verkeer | ongebruikelijke activiteit | beveiligingscontrole |
    nie jesteś robotem | że jesteś człowiekiem | nie jestem robotem | odmowa dostępu | dostęp zabroniony |
    sprawdzamy twoją przeglądarkę | sprawdzanie przeglądarki | nietypowy ruch | chwileczkę | weryfikacja bezpieczeństwa |
    inte är en robot | är en människa | åtkomst nekad | ikke er en robot | adgang nægtet | er et menneske | ingen tilgang |
    ikke en robot | et ole robotti | olet ihminen | robot olmadığınızı | insan olduğunuzu | erişim engellendi | вы не робот |
    что вы человек | доступ запрещен | проверка браузера | необычный трафик | nejste robot | že jste člověk | přístup odepřen |
    ロボットではありません | ロボットでない | 人間であること | 人間であるか | ブラウザを確認 | アクセスが拒否 | アクセスを拒否 |
    しばらくお待ち | 通常と異なる | 不審なアクセス | 不是机器人 | 您是真人 | 人机验证 | 安全验证 | 访问被拒绝 | 请稍候 |
    로봇이 아닙니다 | 사람인지 확인 | 접근이 거부 | not a bot | might be a bot | may be a bot | are a bot | bot or not |
    не робот | а не робот | похожи на автоматические
    """
)  # a robot check
LOGIN = _phrases(
    """
    log in | login | log-in | sign in | sign-in | signin | forgot password | forgot your password | remember me |
    keep me logged in | create account | create an account | don't have an account | no account yet | continue with google |
    email address | your password | anmelden | einloggen | anmeldung | passwort vergessen | kennwort vergessen |
    angemeldet bleiben | noch kein konto | jetzt registrieren | e-mail-adresse | mit google | se connecter | connectez-vous |
    connexion | identifiez-vous | mot de passe oublié | rester connecté | créer un compte | pas encore de compte |
    adresse e-mail | iniciar sesión | inicia sesión | inicie sesión | iniciar sesion | acceder | olvidaste tu contraseña |
    olvidado tu contraseña | olvidado su contraseña | recuérdame | crear cuenta | crea una cuenta | correo electrónico |
    accedi | password dimenticata | hai dimenticato la password | ricordami | registrati | entrar | iniciar sessão |
    fazer login | esqueceu a senha | esqueci minha senha | palavra-passe | criar conta | crie sua conta | inloggen |
    wachtwoord vergeten | ingelogd blijven | account aanmaken | nog geen account | zaloguj | logowanie | nie pamiętasz hasła |
    zapomniałeś hasła | zarejestruj | załóż konto | zapamiętaj mnie | logga in | glömt lösenord | skapa konto | log ind |
    glemt adgangskode | opret | logg inn | glemt passord | kirjaudu | unohditko salasanan | luo tili | giriş yap |
    şifremi unuttum | kayıt ol | войти | вход | забыли пароль | регистрация | přihlásit | přihlášení | zapomenuté heslo |
    ログイン | パスワードを忘れ | パスワードをお忘れ | 会員登録 | 新規登録 | メールアドレス | 登录 | 登入 | 忘记密码 | 注册 |
    로그인 | 비밀번호 | 회원가입
    """
)  # a login form
PAYWALL = _phrases(
    """
    subscribe to read | subscribe to continue | subscribe to keep | subscribe now | subscribers only | for subscribers |
    subscriber-only | to continue reading | continue reading with | keep reading | to read the full | read the full story |
    rest of this article | already a subscriber | already have a subscription | unlock this article | unlock the full |
    start your free trial | free trial | become a member to | become a subscriber | exclusive to subscribers | exclusively for |
    free articles | articles remaining | choose your plan | cancel anytime | cancel any time | register to continue |
    create a free account to | support our journalism | digital subscription | jetzt weiterlesen | weiterlesen mit |
    weiterlesen | jetzt abonnieren | bereits abonnent | schon abonnent | abo abschließen | nur für abonnenten | für abonnenten |
    exklusiv für | jetzt testen | probemonat | probeabo | monatlich kündbar | jederzeit kündbar | vollständigen artikel |
    ganzen artikel | diesen artikel lesen | lesen sie diesen artikel | digitalabo | digital-abo | sie haben bereits ein |
    réservé aux abonnés | réservée aux abonnés | réservé à nos abonnés | abonnez-vous | déjà abonné | pour lire la suite |
    lire la suite de | il vous reste | de cet article à lire | poursuivre votre lecture | poursuivre la lecture |
    sans engagement | accédez à l'intégralité | accédez à l’intégralité | débloquer cet article | je m'abonne | je m’abonne |
    offre d'essai | suite de cet article | résiliable | solo para suscriptores | exclusivo para suscriptores |
    contenido exclusivo | suscríbete | suscríbase | ya eres suscriptor | ya soy suscriptor | para seguir leyendo |
    para continuar leyendo | sigue leyendo | seguir leyendo | cancela cuando | periodo de prueba | artículo completo |
    noticia completa | riservato agli abbonati | abbonati per | sei già abbonato | per continuare a leggere |
    continua a leggere | abbonati ora | contenuto esclusivo | exclusivo para assinantes | assine para | assine já |
    já é assinante | já sou assinante | para continuar lendo | para continuar a ler | continue lendo | continuar a ler |
    conteúdo exclusivo | cancele quando | alleen voor abonnees | voor abonnees | verder lezen | lees verder met | al abonnee |
    word abonnee | neem een abonnement | om verder te lezen | maandelijks opzegbaar | proefabonnement |
    tylko dla subskrybentów | dla prenumeratorów | dla subskrybentów | czytaj dalej | wykup dostęp | masz już prenumeratę |
    kup prenumeratę | pozostało | aby czytać dalej | dostęp do artykułu | för prenumeranter | bli prenumerant | läs vidare |
    redan prenumerant | kun for abonnenter | for abonnenter | bliv abonnent | allerede abonnent | læs videre |
    for å lese videre | kjøp abonnement | bli abonnent | vain tilaajille | tilaajille | jatka lukemista | tilaa nyt |
    aboneler için | abone ol | okumaya devam | только для подписчиков | оформите подписку | читать далее по подписке |
    pro předplatitele | předplatit | pokračovat ve čtení | 有料会員限定 | 会員限定 | 続きを読む | この記事は有料 | 残り |
    続きをお読み | 有料プラン | 订阅后 | 仅限订阅 | 继续阅读 | 구독하 | 유료 회원 | unlimited access | unlimited digital |
    digital access | acceso ilimitado | accès illimité | unbegrenzten zugang | unbegrenzt lesen | accesso illimitato |
    acesso ilimitado | onbeperkt lezen | offers for new subscribers | see my options
    """
)  # an offer of subscription
SCRIPT = _phrases(
    """
    enable javascript | javascript is required | requires javascript | javascript is disabled | javascript disabled |
    without javascript | turn on javascript | javascript to run this app | need to enable | javascript enabled |
    javascript aktivieren | aktivieren sie javascript | javascript ist deaktiviert | aktiviere javascript |
    benötigt javascript | javascript ist in | ohne javascript | activer javascript | activez javascript |
    activer le javascript | javascript est désactivé | nécessite javascript | javascript est requis | habilitar javascript |
    activar javascript | habilite javascript | active javascript | activa javascript | javascript está desactivado |
    necesita javascript | requiere javascript | javascript para funcionar | abilita javascript | abilitare javascript |
    attiva javascript | javascript è disabilitato | ative o javascript | ativar o javascript | habilite o javascript |
    ative javascript | precisa do javascript | javascript inschakelen | schakel javascript in | javascript in te schakelen |
    javascript nodig | javascript staat uit | włącz javascript | włączyć javascript | włączenia javascript |
    obsługi javascript | wymaga javascript | włącz obsługę javascript | aktivera javascript | aktiver javascript |
    slå javascript til | slå på javascript | ota javascript | javascript'i etkinleştir | включите javascript |
    включить javascript | povolte javascript | zapněte javascript | javascriptを有効 | javascriptが無効 | javascript を有効 |
    启用javascript | 启用 javascript | javascript를 활성화
    """
)  # the wish for JavaScript
CLOSED = _phrases(
    """
    under construction | under maintenance | down for maintenance | scheduled maintenance | coming soon | be back soon |
    be right back | domain is for sale | domain may be for sale | buy this domain | domain is parked | internal server error |
    website coming soon | launching soon | maintenance mode | performing maintenance | performing some maintenance | back online shortly |
    account suspended | account has been suspended | domain has expired | inquire about this domain | owner of this domain |
    thank you for subscribing | thanks for subscribing | thank you for signing up | added to our mailing list |
    you have been unsubscribed | you are now subscribed | confirm your subscription | due to legal reasons | for legal reasons |
    european economic area | access cannot be granted | not available in your country | not available in your region |
    disable your ad blocker | disable your adblocker | turn off your ad blocker | ad blocker detected | using an ad blocker |
    using an adblocker | adblocker deaktivieren | werbeblocker | bloqueur de publicité | bloqueador de anuncios | bloqueador de anúncios |
    adblock uitschakelen | danke für ihre anmeldung | erfolgreich abgemeldet | gracias por suscribirte | merci de votre inscription |
    dieses konto wurde gesperrt | ce domaine est à vendre |
    bad gateway | service unavailable | gateway timeout | temporarily unavailable | something went wrong | an error occurred |
    it works! | welcome to nginx | default page | error establishing a database | wartungsarbeiten | im aufbau |
    in kürze wieder | steht zum verkauf | vorübergehend nicht | en maintenance | en construction | momentanément indisponible |
    temporairement indisponible | en mantenimiento | en construcción | temporalmente fuera | in manutenzione | in costruzione |
    em manutenção | em construção | in onderhoud | tijdelijk niet |
    prace techniczne | przerwa techniczna | w budowie | underhåll |
    vedligeholdelse | vedlikehold | huoltokatko | bakımdayız | bakım çalışması |
    технические работы | probíhá údržba | メンテナンス中 | 工事中 | 维护中 |
    점검 중
    """
)  # a site that is closed, broken, parked or not yet set up
LOADING = _phrases(
    """
    loading… | loading... | loading … | lädt… | lädt... |
    lädt … | wird geladen… | wird geladen... | chargement… | chargement... | chargement en cours |
    cargando… | cargando... | caricamento… | caricamento... | carregando… |
    carregando... | laden… | laden... | ładowanie… | ładowanie... |
    読み込み中 | 加载中
    """
)  # a page that is still loading
WALLS = (NOT_FOUND, CONSENT, CHALLENGE, LOGIN, PAYWALL, SCRIPT, CLOSED, LOADING)

CONSENT_MARKS = _phrases(
    """
    onetrust | didomi | usercentrics | sp_message | sourcepoint | quantcast | qc-cmp | cookiebot | trustarc | truste |
    consentmanager | cmp-container | cmpbox | iubenda | cookieyes | osano | complianz | borlabs | fundingchoices | fc-consent |
    axeptio | tarteaucitron | consent-wall | cookiewall | cookie-wall | klaro | privacy-mgmt | tcfapi | gdpr-consent |
    collectconsent
    """
)  # containers and scripts of consent managers, in any case
CHALLENGE_MARKS = _phrases(
    """
    cf-chl | cf_chl | challenge-platform | cf-turnstile | cf-error | g-recaptcha | recaptcha/api | h-captcha | hcaptcha.com |
    px-captcha | _incapsula_ | captcha-delivery | datadome | distil_ | awswaf | aws-waf | akam/ | geetest | kasada |
    perimeterx | arkoselabs | funcaptcha | friendlycaptcha | frc-captcha | sucuri | ddos-guard | anubis | captcha-container |
    name="captcha | id="captcha
    """
)  # scripts, frames and fields of robot checks, in any case
WALL_MARKS = _phrases(
    """
    paywall | Paywall | PayWall | pay-wall | piano- | regwall | subscriber-only | subscribers-only | premium-content |
    is-locked | content-locked | article-locked | paid-content | metered | abo-wall | plus-offer | subscription-offer |
    restricted-content | content-gate | subscribe-wall | offer-wall | registration-wall | premium-wall | article-gate |
    unlock- | tp-modal | tp-container | tp-backdrop
    """
)  # parts of a class or id of paywalls


def count(text: str, phrases: tuple[str, ...]) -> int:
    """How many of the phrases a lower-case text has, each once."""
    return sum(phrase in text for phrase in phrases)


def is_chrome(line: str, size: int) -> bool:
    """Whether a line of ``size`` words is a menu's or a notice on cookies: nothing ends a clause in it, or it speaks of little else."""
    if size >= MENU_LINE and size > CLAUSE_WORDS * len(_CLAUSE.findall(line)) and not _NO_STOPS.search(line):
        return True
    low = line.lower() if size <= NOTICE_LINE else ""
    return sum(low.count(word) for word in COOKIE) >= 2 and any(word in low for word in BROWSING)
