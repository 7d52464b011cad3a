"""Names in classes and ids by which pages call the parts that aren't the article."""

from __future__ import annotations

import re

# Others' words: even much text doesn't make them the article.
COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?\w*|disqus\w*|cmt|sohucs|gitalk|gitment|valine|utterances|giscus|hyvor\w*|remark42|commento"
    r"|viafoura"
    r"|openweb|hypercomments|cackle|fb-?comments|opiniones-lectores|lesermeinungen|reageer|reacties|dyskusja"
    r"|respond|replies|livefyre|spot-?im|kommentare?|comentarios?"
    r"|commentaires?"
    r"|author-?(?:bio|box|info|card|profile|block|description|desc|details|image|name|meta|section)|about-?(?:the-?)?authors?"
    r"|leserkommentare?|komentarze|galler\w*|slideshows?|cookie\w*|consent|gdpr|ccpa|onetrust\w*)(?:$|[\s_-])"
)

# Dialogues about cookies: names of the tools that show them.
CONSENT = re.compile(
    r"(?:^|[\s_-])(?:iubenda|cli-(?:modal|bar|privacy|tab|settings)|cky|cmplz|didomi|qc-cmp2?|usercentrics|borlabs|moove|osano|truste"
    r"|cybot\w*"
    r"|cookiebot|sp-message|fc-consent|axeptio|klaro|tarteaucitron|cc-window|cookie-?(?:law|notice|consent|banner|bar|policy)|gdpr"
    r"|onetrust\w*)"
    r"(?:$|[\s_-])",
    re.I,
)

# Parts that frame every page.
STRONG = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|recirc\w*|outbrain|taboola|mgid|revcontent|zergnet|navigation|nav|navbar|menu"
    r"|breadcrumbs?|side-?bar(?:-?(?:left|right|primary|secondary|inner|widgets?|column|wrapper|container|box|item"
    r"|block|area))?$)(?:$"
    r"|[\s_-])"
)

# Parts that are usually about something else, unless they hold much of the text.
WEAK = re.compile(
    r"(?:^|[\s_-])(?:more-?(?:stories|news|on|from|articles|posts|links|in|about|like)|read-?(?:more|next|also|on)|see-?also"
    r"|also-?(?:read|see|on)|keep-?reading|up-?next|next-?(?:article|story|post)|prev(?:ious)?-?(?:article|story|post)"
    r"|most-?(?:read|viewed|popular|recent|shared)|popular|trending|latest|teasers?|promos?|promo\w*|cards?|rail"
    r"|aside|pull-?quotes?"
    r"|blockquote-?pull|zitatbox"
    r"|similar\w*|siblings|suggested|suggestions|internal-?links?|in-?article-?links?|linked-?articles?|crosslinks?"
    r"|backlinks?"
    r"|story-?links?|linklist|link-?list|link-?box"
    r"|newsletters?\w*|subscri\w*|sign-?up|signup|mailchimp|regwall|piano|abo|upsell|donat\w*|support-?us|membership"
    r"|social\w*|share|shares|sharing|share\w*|sharedaddy|jp-relatedposts|addtoany|addthis\w*|follow|follow-?us"
    r"|tweet-?button"
    r"|like-?button"
    r"|tags?|tag-?list|tagcloud|post-?tags|entry-?tags|article-?tags|topic-?list|topics|keywords|categories"
    r"|cat-?links|hashtags?"
    r"|filed-?under"
    r"|authors?"
    r"|bio|biography|contributors?|by-?line|bylines?|byl"
    r"|post-?meta|entry-?meta|article-?meta|meta|metadata|post-?info|article-?info|story-?meta|date|datum|fecha"
    r"|pub-?date|publish\w*"
    r"|timestamp|time-?stamp|posted-?on|updated|dateline|reading-?time|read-?time"
    r"|widgets?|ad|ads|adv|advert\w*|ad-?(?:slot|unit|container|wrapper|box|label|break|placeholder)|adslot|adunit"
    r"|adsbygoogle|dfp|gpt"
    r"|sponsor\w*|werbung|anzeige|publicidad|publicite|pub|inread|teads"
    r"|captions?|wp-?caption\w*|img-?caption|image-?caption|photo-?caption|legende?|pie-?de-?foto|bildunterschrift"
    r"|cutline|credits?"
    r"|copyright|photo-?credit|image-?credit|image-?source|source-?credit|photographer|imagecredit"
    r"|galler\w*|slideshows?|slider|carousel|swiper|lightbox|thumbs?|thumbnails?|photo-?(?:gallery|list|box)|img-?box"
    r"|picture"
    r"|image-?(?:wrapper|container|holder)|media-?(?:block|object|caption|credit|info|title)"
    r"|video-?(?:player|js|container|wrapper|caption|embed|info|title|description)|player|jw-?player\w*|vjs\w*|brightcove\w*"
    r"|audio-?player|podcast-?player|tts|listen|speechify|play-?button"
    r"|twitter|tweet|instagram-?media|fb-?post|tiktok-?embed|reddit-?(?:card|embed)|social-?embed"
    r"|polls?|quiz|survey|form|search|login|register|modal|popup|pop-?up|overlay|tooltip|banner|toolbar|tools"
    r"|utilities|print-?(?:link"
    r"|button)|controls|actions|buttons?|btn"
    r"|screen-?reader-?text|sr-?only|visually-?hidden|visuallyhidden|screen-?reader|hidden-?text|print-?only"
    r"|skip-?link|hidden|hide"
    r"|invisible|d-none|noprint|no-?print"
    r"|pagination|pager|page-?links|post-?navigation|toc|table-?of-?contents|ez-toc\w*|jump-?to|jump-?links?"
    r"|footer\d?|foot|site-?info|disclaimer|disclosure|rating|ratings|votes?|voting|reactions?|likes?|emoji\w*|feedback"
    r"|report-?(?:error"
    r"|typo)|corrections?"
    r"|info-?box|factbox|fact-?box|sidebox|side-?note|notice|alert|app-?(?:promo|download|banner|store)|whatsapp\w*"
    r"|google-?news|ai-?(?:\w+-)?summary|prev(?:ious)?[-_]next|next[-_]prev(?:ious)?|right-?(?:bar|rail|side|col|column)|(?:content"
    r"|main|col|column|article|page)-?right"
    r"|download\w*|jobs?|shop|buy\w*|product-?(?:box|card|list)|affiliate\w*|price\w*|coupon\w*|ticker|weather|stock-?\w*"
    r"|market-?data)(?:$|[\s_-])"
)

# What a paragraph, heading, list item or table cell can be besides text.
SMALL = re.compile(
    r"(?:^|[\s_-])(?:captions?|wp-?caption\w*|cutline|credits?|copyright|photo-?credit|image-?credit|image-?source"
    r"|by-?line|bylines?"
    r"|author-?(?:bio|name|info|box)"
    r"|share|share-?\w*|social\w*|sr-?only|screen-?reader\w*|visually-?hidden|visuallyhidden|hidden-?text|print-?only"
    r"|noprint"
    r"|no-?print|skip-?link|read-?(?:more|next|also)|see-?also|also-?(?:read|see)"
    r"|twitter-?video|instagram-?media|tiktok-?embed|fb-?post|reddit-?(?:card|embed\w*)|bluesky-?embed"
    r"|mastodon-?embed"
    r"|imgur-embed\w*|pull-?quotes?"
    r"|comment-?(?:text|body|content|author|meta|date)"
    r"|related\w*|newsletter\w*|tags?|tag-?list|post-?tags|timestamp|pub-?date|dateline|post-?meta|entry-?meta|ad|ads"
    r"|advert\w*)(?:$"
    r"|[\s_-])"
)

# What an inline element can be besides text.
INLINE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:wp-?caption\w*|caption|image-?credit|photo-?credit|credit|sr-?only|screen-?reader\w*|visually-?hidden"
    r"|visuallyhidden|hidden-?text|print-?only|noprint|skip-?link"
    r"|edit-?section|mw-editsection|footnote-?back\w*|anchor-?link|header-?link|heading-?anchor|share-?\w*)(?:$|[\s_-])"
)
