"""Every setting, its default, its unit, and one line of purpose (docs/settings.md)."""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent

# --- Scrapy's own: a good guest, and safe -----------------------------------
BOT_NAME = "newsmatter"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

USER_AGENT = "Newsmatter/0.1 (news crawler; put your contact address into USER_AGENT)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5  # seconds between two requests to one host, times 0.5 to 1.5
DOWNLOAD_TIMEOUT = 30  # seconds, for the whole answer
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # bytes, after decompression too
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}  # http and https only
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
    "crawler.robots.RobotsMiddleware": 100,
}
EXTENSIONS = {"crawler.report.Report": 0, "crawler.folder.Folder": 0}
ITEM_PIPELINES = {
    "pipelines.extract.stage.ExtractStage": 100,
    "pipelines.gate.Gate": 200,
    "pipelines.export.ExportStage": 900,
}

# --- the run ------------------------------------------------------------------
PROGRESS_BAR = True  # on a terminal; never in a pipe or a log
MAX_FAILED_SHARE = 0.5  # 0-1 of the pages asked for; above it the exit status is 3

# --- extract -------------------------------------------------------------------
EXTRACT_WORKERS = os.cpu_count() or 1  # processes that read pages; 0 reads them in place
EXTRACT_TIMEOUT = 20  # seconds for one page; a worker that takes longer is killed and the page fails
EXTRACT_MEMORY = 2048  # MiB a worker may use (where the system can limit it); 0 sets no limit
PROVIDERS_DIR = str(_ROOT / "config" / "providers")
SITES_FILE = str(_ROOT / "config" / "sites.yaml")

# --- export --------------------------------------------------------------------
OUTPUT_DIR = "output"
BODY = "markdown"  # "markdown": the text becomes the body of a new file; "none": front matter only
EXTRA_KEYS: list[str] = []  # extensions of the schema to write: updatedDateTime, locale
FILENAME_TIMEZONE = "UTC"  # an IANA zone for the date in a file's name, or "legacy-pacific" (docs/schema.md)

# --- the content folder from run to run --------------------------------------------
STATE_DIR = os.environ.get("NEWSMATTER_STATE_DIR") or str(_ROOT / ".newsmatter")  # what is remembered of each content folder
ON_GONE = "keep"  # an article whose page is gone (404, 410): "keep", or "unpublish" for `published: false`
GONE_CONFIRMATIONS = 3  # days on which a page must be seen to be gone before ON_GONE counts
DRY_RUN = False  # print what would be written as a unified diff and write nothing (scrapy crawl --dry-run, scrapy plan)
RESURRECT = False  # write articles anew whose file a person took away (scrapy crawl --resurrect)
