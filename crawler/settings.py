"""Every setting, its default, its unit, and one line of purpose (docs/settings.md)."""

import os

from crawler.place import config_folder, state_folder

_CONFIG = config_folder()

# --- Scrapy's own: a good guest, and safe -----------------------------------
BOT_NAME = "newsmatter"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

USER_AGENT = "Newsmatter/0.1"  # its robots.txt token is Newsmatter
CONTACT = ""  # a web or mail address of whoever runs this crawler; stands in the user agent
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5  # seconds between two requests to one host, times 0.5 to 1.5
AUTOTHROTTLE_ENABLED = True  # slower than DOWNLOAD_DELAY where a host answers slowly, never faster; off where the delay is 0
AUTOTHROTTLE_START_DELAY = 0  # seconds; DOWNLOAD_DELAY counts from the start
AUTOTHROTTLE_MAX_DELAY = 60  # seconds, for slow hosts and for those that said "too many requests"
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0  # requests that a slow host has in progress on average
DOWNLOAD_TIMEOUT = 30  # seconds, for the whole answer
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # bytes, after decompression too
DOWNLOAD_WARNSIZE = 0
ALLOW_PRIVATE_HOSTS = False  # hosts of this machine and its network may be asked, for pages, pictures and all else
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {  # http and https only, behind the turnstile (docs/politeness.md)
    "http": "crawler.politeness.handler.PoliteHandler",
    "https": "crawler.politeness.handler.SecureHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
HTTP2 = False  # HTTP/2 with hosts that speak it (extra: http2; why it is off: docs/politeness.md)
HTTPX_HTTP2_ENABLED = True  # of the handler that HTTP2 turns on
SCHEDULER_PRIORITY_QUEUE = "crawler.politeness.queue.HostsQueue"
CRAWL_DELAY_MAX = 60  # seconds: a longer Crawl-delay of a robots.txt is cut to it, with a warning
RETRY_AFTER_WAIT = 60  # seconds: for so long a run waits for a host that asked to be left alone; for longer its pages end in this run
RETRY_AFTER_MAX = 86400  # seconds: a longer Retry-After is cut to it
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
COOKIES_ENABLED = False
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 5_000_000  # bytes of pages in progress before downloads are held back

LOG_LEVEL = "WARNING"
LOG_FORMATTER = "crawler.logformat.LogFormatter"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.politeness.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "crawler.politeness.agent.UserAgentMiddleware": 500,
    "crawler.politeness.backoff.BackOffMiddleware": 860,
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.politeness.throttle.AutoThrottle": 0,
    "crawler.reporting.report.Report": 0,
    "crawler.politeness.hosts.Hosts": 0,
    "crawler.reporting.runs.RunReport": 0,  # before Folder, which lets go of the folder
    "crawler.folder.Folder": 0,
    "pipelines.edition.extension.EditionExtension": 100,
}
ITEM_PIPELINES = {
    "pipelines.extract.stage.ExtractStage": 100,
    "pipelines.gate.Gate": 200,
    "pipelines.directives.DirectivesStage": 250,
    "pipelines.images.stage.ImagesStage": 300,
    "pipelines.topics.stage.TopicsStage": 400,
    "pipelines.quality.stage.QualityStage": 500,
    "pipelines.seal.stage.SealStage": 600,
    "pipelines.export.ExportStage": 900,
}

# --- the run ------------------------------------------------------------------
PROGRESS_BAR = True  # on a terminal; never in a pipe or a log
MAX_FAILED_SHARE = 0.5  # 0-1 of the pages asked for; above it the exit status is 3

RUNS_DIR = ""  # reports of runs (docs/runs.md); "" for a folder beside the state of the content folder
RUNS_KEEP = 500  # reports kept; 0 writes none
CHECKS_FILE = str(_CONFIG / "checks.yaml")  # when a report raises an alarm; "" never
RUN_ARGUMENTS: dict[str, str] = {}  # the spider's arguments, for the report; set by `scrapy crawl`

# --- extract -------------------------------------------------------------------
EXTRACT_WORKERS = os.cpu_count() or 1  # processes that read pages; 0 reads them in place
EXTRACT_TIMEOUT = 20  # seconds for one page; a worker that takes longer is killed and the page fails
EXTRACT_MEMORY = 2048  # MiB a worker may use (where the system can limit it); 0 sets no limit
PROVIDERS_DIR = str(_CONFIG / "providers")
SITES_FILE = str(_CONFIG / "sites.yaml")

# --- directives ---------------------------------------------------------------
OBEY_DIRECTIVES = "found"  # noindex, nosnippet, noai … bind us on pages that a list named; or "always", "never" (docs/politeness.md)

# --- sources (docs/sources.md, docs/crawling.md) -------------------------------------
SOURCES_FILE = str(_CONFIG / "sources.yaml")  # what `scrapy crawl feeds`, `sitemaps`, `site` and `sources` visit
MAX_AGE = "30d"  # of an article that a sitemap or page of SOURCES_FILE lists; feeds and -a url= are taken whole; "" for any age
REVISIT_AFTER = ["1h", "6h", "1d", "7d"]  # when an article is looked at again, counted from the first time
FEED_MAX_ENTRIES = 2000  # entries of one feed that are read
LIST_MAX_BYTES = 60 * 1024 * 1024  # of a feed, sitemap or list page, after decompression
SITE_DEPTH = 2  # steps from a page to its sections, and on
SITE_PAGES = 50  # list pages of a site in one run
SITE_SECONDS = 600  # after the start of a run; no further list page of a site is asked for then

# --- images --------------------------------------------------------------------
IMAGES_MEASURE = True  # ask for the first bytes of pictures; False: the lead as the page states it
IMAGES_MIN_WIDTH = 200  # pixels
IMAGES_MIN_HEIGHT = 200  # pixels
IMAGES_MAX_RATIO = 3.5  # longer side to shorter side; banners and bars have more
IMAGES_MAX = 1  # pictures written for an article; the schema has one
IMAGES_TRIES = 6  # candidates of a page that are looked at
IMAGES_TIMEOUT = 15  # seconds for one picture
IMAGES_DEFAULT_AFTER = 2  # stories of a publisher with the same picture: it is the publisher's default one
IMAGES_KEEP_DEFAULT = False  # True: an article that has no other picture shows the default one
IMAGES_STORE = ""  # a folder, s3://… or gs://… for copies of the pictures (extra: images); "" keeps none
IMAGES_THUMBS: dict[str, tuple[int, int]] = {}  # name -> width and height at most, beside each copy; "webp" in a name gives WebP
PROVIDER_ICONS = False  # True: publishers without a file have the icon that their pages declare

# --- topics ------------------------------------------------------------------------
TOPICS_DIR = str(_CONFIG / "topics")  # the taxonomy, a YAML file a topic; "" for no topics
TOPICS_MAX = 3  # topics of an article, their parents counted

# --- quality -----------------------------------------------------------------------
QUALITY_LAW = "seed"  # or "editorial" (docs/quality.md)
QUALITY_FILE = str(_CONFIG / "quality.yaml")  # points of both laws
QUALITY_KEYWORDS = "substring"  # how the seed's law finds keywords in a title; or "words"
TRUSTED_FEEDS: list[str] = []  # address prefixes whose articles the publication trusts

# --- secured -----------------------------------------------------------------------
SECURED_KEY_FILE = ""  # a file of mode 600 with the key; NEWSMATTER_KEY and NEWSMATTER_KEY_FILE in the environment come first
HIDE_AUTHORS = False  # authors stand in `secured` only, not in the feed

# --- export --------------------------------------------------------------------
OUTPUT_DIR = "output"  # the content folder itself
EXPORT_PRESET = ""  # the keys of its files for a site generator: jekyll, hugo, eleventy, astro (docs/consumers.md); "" for the schema's
BODY = "markdown"  # "markdown": the text becomes the body of a new file; "none": front matter only
EXTRA_KEYS: list[str] = []  # extensions of the schema to write: updatedDateTime, locale, images.title, images.attribution
FILENAME_TIMEZONE = "UTC"  # an IANA zone for the date in a file's name, or "legacy-pacific" (docs/schema.md)

# --- the edition ---------------------------------------------------------------
EDITION = True  # related, heat and published are brought up to date at the end of every crawl (docs/edition.md)
RELATED_WINDOW = 7  # days between two articles of one story at most
PUBLISHED_LINE = 70  # heat from which the site shows an article

# --- the content folder from run to run --------------------------------------------
STATE_DIR = str(state_folder())  # what is remembered of each content folder
ON_GONE = "keep"  # an article whose page is gone (404, 410): "keep", or "unpublish" for `published: false`
GONE_CONFIRMATIONS = 3  # days on which a page must be seen to be gone before ON_GONE counts
DRY_RUN = False  # print what would be written as a unified diff and write nothing (scrapy crawl --dry-run, scrapy plan)
RESURRECT = False  # write articles anew whose file a person took away (scrapy crawl --resurrect)
