"""The images stage: candidates in, the pictures worth showing out, measured and remembered.

A picture is asked for once, however many articles and runs show it. One that several stories of a publisher show is the
publisher's default picture; an article that was given it before that was known is decided anew, and its file mended at
the end of the run (signal ``images_changed``), so that the files don't depend on the order in which pages came.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.exceptions import ConfigError
from crawler.image_memory import TABLES, Choice, ImageMemory, Known
from crawler.items import Article, Extraction, Image
from crawler.signals import images_changed
from crawler.state import State, state_path
from crawler.urls import canonical_form, page_key, slug
from pipelines.images.choice import ICON_SIDE, MAX_ICON_RATIO, Limits, is_expiring, unaskable, unfit
from pipelines.images.fetch import TRANSIENT, Fetcher
from pipelines.images.manifest import MAX_BYTES, manifest_icons
from pipelines.images.store import Store

logger = logging.getLogger(__name__)

DAY = 86400
FOUND_FOR, FAILED_FOR, TRANSIENT_FOR = 90 * DAY, 7 * DAY, 3600  # seconds that a measure or a failure is believed
MAX_STORED_BYTES = 20 * 1024 * 1024
NO_COPY = "-"  # remembered of a picture that can't be stored
SETTLED = 5  # stories beyond IMAGES_DEFAULT_AFTER on which a default picture no longer sends us back to earlier articles
STATED = ("og:image", "twitter:image")  # rules of pictures that a page's head states
MAX_ICONS = 3  # declared icons of a page that are tried


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of this stage (docs/settings.md)."""

    limits: Limits
    most: int
    tries: int
    default_after: int
    keep_default: bool
    icons: bool
    allow_private: bool


class ImagesStage:
    """Fills ``Article.images``; never stops an article."""

    def __init__(self, crawler: Crawler, options: Options, state: State, fetcher: Fetcher, store: Store | None) -> None:
        self.crawler = crawler
        self.options = options
        self.state = state
        self.memory = ImageMemory(state.db)
        self.fetcher = fetcher
        self.store = store
        self.asked: dict[str, asyncio.Future[Known]] = {}  # address -> its measure on the way
        self.manifests: dict[str, asyncio.Future[list[str]]] = {}  # address -> its icons on the way

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ImagesStage:
        settings = crawler.settings
        if not settings.getbool("IMAGES_MEASURE"):
            raise NotConfigured("IMAGES_MEASURE is off: pictures keep the sizes that pages state")
        try:
            limits = Limits(
                settings.getint("IMAGES_MIN_WIDTH"), settings.getint("IMAGES_MIN_HEIGHT"), settings.getfloat("IMAGES_MAX_RATIO")
            )
            most, tries, after = (settings.getint(f"IMAGES_{name}") for name in ("MAX", "TRIES", "DEFAULT_AFTER"))
            timeout = settings.getfloat("IMAGES_TIMEOUT")
        except (TypeError, ValueError) as error:
            raise ConfigError(f"IMAGES_MIN_WIDTH and the other sizes and counts of pictures take numbers ({error})") from None
        if most < 1 or tries < 1 or after < 2 or timeout <= 0 or limits.max_ratio < 1:
            raise ConfigError(
                "IMAGES_MAX and IMAGES_TRIES must be 1 or more, IMAGES_DEFAULT_AFTER 2 or more, IMAGES_MAX_RATIO 1 or more,"
                " IMAGES_TIMEOUT more than 0 seconds"
            )
        allow_private = settings.getbool("ALLOW_PRIVATE_HOSTS")
        options = Options(
            limits, most, tries, after, settings.getbool("IMAGES_KEEP_DEFAULT"), settings.getbool("PROVIDER_ICONS"), allow_private
        )
        store = Store.from_crawler(crawler) if settings.get("IMAGES_STORE") else None
        state = State(state_path(Path(settings["STATE_DIR"]), Path(settings["OUTPUT_DIR"])), TABLES)
        for note in state.notes:
            logger.warning(note)
        stage = cls(crawler, options, state, Fetcher(crawler, timeout, allow_private, MAX_STORED_BYTES if store else 0), store)
        crawler.signals.connect(stage.item_dropped, signals.item_dropped)
        return stage

    def open_spider(self) -> None:
        self.memory.sweep(time.time())

    def close_spider(self) -> None:
        """Tell of every choice that changed after its article went on; what nobody could hear is told in the next run."""
        try:
            for choice in self.memory.untold():
                images = tuple(image for url in choice.chosen if (image := self._known_image(Image(url))))
                heard = self.crawler.signals.send_catch_log(
                    images_changed, pages=(choice.web, choice.article), images=images, told=choice.told
                )
                if any(answer is True for _, answer in heard):
                    self.memory.choose(replace(choice, told=choice.chosen))
                    self._count("corrected")
        finally:
            self.state.close()

    async def process_item(self, article: Article) -> Article:
        try:
            await self._fill(article)
        except Exception:  # a picture never stops an article
            logger.exception("%s: a fault of this program; the article goes on without a picture", article.url)
            article.images = ()
            self._count("refused/fault")
        self._count("found" if article.images else "none")
        return article

    async def item_dropped(self, exception: Exception) -> None:
        """A page that is no article tells as well what its publisher's default picture is: the one that its head states."""
        found = getattr(exception, "extraction", None)
        if not isinstance(found, Extraction) or not found.provider or not found.images or found.by.get("images") not in STATED:
            return
        if found.evidence.declared in ("article", "video"):  # a story all the same, which may share its picture with one other
            return
        publisher, picture = found.provider.domain, page_key(found.images[0].url)
        page = page_key(canonical_form(found.evidence.url))
        self.memory.see(publisher, picture, page, slug(found.title) if found.title else page)
        if self._is_default(publisher, picture):
            await self._reconsider(publisher, picture, page)

    async def _fill(self, article: Article) -> None:
        found = article.extraction
        publisher = found.provider.domain if found.provider else ""
        key, web = (page_key(canonical_form(url)) for url in (article.final_url, found.web_url or article.final_url))
        candidates = {image.url: image for image in found.images}
        urls = tuple(candidates)[: self.options.tries]
        story = slug(found.title) if found.title else web
        chosen = await self._choose(publisher, key, story, urls, count=True)
        self.memory.choose(Choice(key, web, publisher, story, urls, chosen, chosen))
        article.images = tuple(image for url in chosen if (image := self._known_image(candidates[url])))
        if self.options.icons and found.provider and not found.provider.images:
            icon = await self._icon(found.icons)
            if icon is None and found.manifest:
                icon = await self._icon(await self._of_manifest(found.manifest))
            if icon:
                article.extraction = replace(found, provider=replace(found.provider, images=(icon,)))

    async def _choose(self, publisher: str, article: str, story: str, urls: Sequence[str], count: bool = False) -> tuple[str, ...]:
        """The candidates to show, the lead first. All that is looked at is noted as seen on this article."""
        chosen: list[str] = []
        spare = ""
        for url in urls:
            if len(chosen) >= self.options.most:
                break
            picture = page_key(url)
            reason = unaskable(url, self.options.allow_private) or ("expiring" if not self.store and is_expiring(url, time.time()) else "")
            if not reason:
                self.memory.see(publisher, picture, article, story)
                if self._is_default(publisher, picture):
                    await self._reconsider(publisher, picture, article)
                    reason = "default"
            if not reason:
                known = await self._measured(url)
                reason = known.reason or unfit(known.width, known.height, self.options.limits)
                if not reason and self._is_default(publisher, picture):  # others came while we waited
                    reason = "default"
            if not reason:
                chosen.append(url)
            elif reason == "default":
                spare = spare or url
            if reason and count:
                self._count(f"refused/{reason}")
                logger.info("%s: picture left out (%s): %s", article, reason, url)
        if not chosen and spare and self.options.keep_default:
            known = await self._measured(spare)
            if not known.reason and not unfit(known.width, known.height, self.options.limits):
                chosen.append(spare)
        # Nothing was awaited since the last look but for a spare: of what became a default meanwhile nothing may stay.
        return tuple(url for url in chosen if url == spare or not self._is_default(publisher, page_key(url)))

    def _is_default(self, publisher: str, picture: str) -> bool:
        after = self.options.default_after
        return self.memory.stories(publisher, picture, after) >= after

    async def _reconsider(self, publisher: str, picture: str, besides: str) -> None:
        """Choose anew for the articles that show what turned out to be a default picture; what is known for long is left alone."""
        settled = self.options.default_after + SETTLED
        if self.memory.stories(publisher, picture, settled) >= settled:
            return
        for article in self.memory.showing(publisher, picture):
            choice = self.memory.choice(article) if article != besides else None
            if choice is None or not any(page_key(url) == picture for url in choice.chosen):
                continue
            if self.options.keep_default and len(choice.chosen) == 1 and self._is_spare(choice):
                first = next((url for url in choice.candidates if self._fits(url)), choice.chosen[0])  # whichever was known first
                self.memory.choose(replace(choice, chosen=(first,)))
                continue
            chosen = await self._choose(publisher, article, choice.story, choice.candidates)
            self.memory.choose(replace(self.memory.choice(article) or choice, chosen=chosen))

    def _is_spare(self, choice: Choice) -> bool:
        """Whether nothing but default pictures and such as can't be shown is left for an article."""
        return all(self._is_default(choice.publisher, page_key(url)) or self._fits(url) is False for url in choice.candidates)

    def _fits(self, url: str) -> bool | None:
        """Whether a picture can be shown, as far as it was measured."""
        known = self.memory.find(url, time.time())
        return None if known is None else not known.reason and not unfit(known.width, known.height, self.options.limits)

    async def _measured(self, url: str, wanted: bool = True) -> Known:
        """The picture's measure from memory, from a request on the way, or from one of our own."""
        known = self.memory.find(url, time.time())
        if known and (not wanted or not await self._lacks_copy(known)):
            self._count("remembered")
            return known
        if url in self.asked:
            return await asyncio.shield(self.asked[url])
        asked = self.asked[url] = asyncio.get_running_loop().create_future()
        try:
            known = await self._ask(url, wanted)
        except BaseException as error:
            known = Known(reason="connection")
            if not isinstance(error, Exception):
                raise
            logger.exception("a fault of this program while asking for %s", url)
        finally:
            asked.set_result(known or Known(reason="connection"))
            del self.asked[url]
        return known

    async def _lacks_copy(self, known: Known) -> bool:
        """Whether a picture should have a copy in the store and has none."""
        if self.store is None or known.reason or known.stored == NO_COPY or not self._is_wanted(known.format, known.width, known.height):
            return False
        return not await self.store.has(known.stored)

    async def _ask(self, url: str, wanted: bool) -> Known:
        picture = await self.fetcher.fetch(url, (lambda size: self._is_wanted(size.format, size.width, size.height)) if wanted else None)
        size, stored = picture.size, ""
        if size is not None and self.store is not None and wanted and self._is_wanted(size.format, size.width, size.height):
            stored = await self.store.keep(picture.data, size) if picture.data else ""
            self._count("stored" if stored else "not-stored")
            stored = stored or NO_COPY
        known = Known(size.format, size.width, size.height, "", stored) if size else Known(reason=picture.reason)
        life = FOUND_FOR if size and stored != NO_COPY else TRANSIENT_FOR if picture.reason in TRANSIENT else FAILED_FOR
        self.memory.keep(url, known, time.time() + life)
        return known

    def _is_wanted(self, kind: str, width: int, height: int) -> bool:
        """Whether a picture is worth a copy."""
        return kind != "ico" and not unfit(width, height, self.options.limits)

    def _known_image(self, image: Image) -> Image | None:
        """The picture with its measure; None where it isn't known any more."""
        known = self.memory.find(image.url, time.time())
        if known is None or known.reason:
            return None
        return replace(
            image, width=known.width, height=known.height, is_cached=self.store is not None and known.stored not in ("", NO_COPY)
        )

    async def _icon(self, icons: Sequence[Image]) -> Image | None:
        """The declared icon nearest above the schema's 50 pixels, as it measures; None without a square one."""
        fitting: list[Image] = []
        for icon in icons[:MAX_ICONS]:
            if unaskable(icon.url, self.options.allow_private):
                continue
            known = await self._measured(icon.url, wanted=False)
            if not known.reason and not unfit(known.width, known.height, Limits(ICON_SIDE, ICON_SIDE, MAX_ICON_RATIO)):
                fitting.append(replace(icon, width=known.width, height=known.height))
        return min(fitting, key=lambda icon: icon.width or 0, default=None)

    async def _of_manifest(self, url: str) -> tuple[Image, ...]:
        """The icons of a site's manifest, which is asked for once for all its articles and runs."""
        known = self.memory.manifest(url, time.time())
        if known is None:
            if url not in self.manifests:
                self.manifests[url] = asyncio.ensure_future(self._read_manifest(url))
            known = await asyncio.shield(self.manifests[url])
        return tuple(Image(icon) for icon in known)

    async def _read_manifest(self, url: str) -> list[str]:
        icons: list[str] = []
        if not unaskable(url, self.options.allow_private):
            body = await self.fetcher.document(url, MAX_BYTES)
            icons = [icon.url for icon in manifest_icons(body, url, ICON_SIDE)][:MAX_ICONS]
        self.memory.keep_manifest(url, icons, time.time() + (FOUND_FOR if icons else FAILED_FOR))
        return icons

    def _count(self, what: str) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"image/{what}")
