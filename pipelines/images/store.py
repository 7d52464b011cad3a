"""Copies of pictures (setting IMAGES_STORE): Scrapy's stores, named by content, kept once whatever the address or the run."""

from __future__ import annotations

import hashlib
import logging
import warnings
from io import BytesIO
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.pipelines.images import ImagesPipeline
from scrapy.utils.defer import ensure_awaitable

from crawler.exceptions import ConfigError
from pipelines.images.probe import Size

logger = logging.getLogger(__name__)

MAX_PIXELS = 100_000_000  # of a picture that is opened: bounds the memory of one to 400 MB
_ENDINGS = {"jpeg": "jpg"}


class Store:
    """A local folder, S3, Google Cloud Storage or FTP, as Scrapy's image pipeline knows them; thumbnails beside."""

    def __init__(self, pipeline: ImagesPipeline, thumbs: dict[str, tuple[int, int]]) -> None:
        self.pipeline = pipeline
        self.thumbs = thumbs
        self.backend: Any = pipeline.store
        self.info: Any = ImagesPipeline.SpiderInfo(pipeline.crawler.spider)  # type: ignore[arg-type]
        self.there: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Store:
        try:
            pipeline = ImagesPipeline.from_crawler(crawler)
            thumbs = {str(name): (int(w), int(h)) for name, (w, h) in crawler.settings.getdict("IMAGES_THUMBS").items()}
        except (TypeError, ValueError) as error:
            raise ConfigError(f"IMAGES_THUMBS takes names with a width and a height, such as {{'card': (400, 400)}} ({error})") from None
        except NotConfigured as error:
            raise ConfigError(f"IMAGES_STORE: {error}; install the extra: pip install 'newsmatter[images]'") from None
        except (KeyError, OSError) as error:
            raise ConfigError(
                f"IMAGES_STORE is {crawler.settings['IMAGES_STORE']!r} and can't be used ({error}); give a folder, s3://… or gs://…"
            ) from None
        return cls(pipeline, thumbs)

    async def has(self, path: str) -> bool:
        """Whether a copy lies there."""
        if path and path not in self.there:
            try:
                if await ensure_awaitable(self.backend.stat_file(path, self.info)):
                    self.there.add(path)
            except Exception as error:  # each store has errors of its own
                logger.info("%s: not in the image store (%r)", path, error)
        return bool(path) and path in self.there

    async def keep(self, data: bytes, size: Size) -> str:
        """Store a picture and its thumbnails unless they lie there; its path, or "" for one that can't be opened or stored."""
        digest = hashlib.sha256(data).hexdigest()
        path = f"full/{digest[:2]}/{digest}.{_ENDINGS.get(size.format, size.format)}"
        if await self.has(path):
            return path
        try:
            thumbs = self._thumbs(data, size, digest)
            for name, content, kind in (*thumbs, (path, data, f"image/{size.format}")):
                await ensure_awaitable(
                    self.backend.persist_file(
                        name, BytesIO(content), self.info, {"width": size.width, "height": size.height}, {"Content-Type": kind}
                    )
                )
        except Exception as error:  # Pillow's and each store's errors: a picture never stops an article
            logger.info("a picture could not be stored (%r)", error)
            return ""
        self.there.add(path)
        return path

    def _thumbs(self, data: bytes, size: Size, digest: str) -> list[tuple[str, bytes, str]]:
        """Thumbnails (name, bytes, type) of the sizes of IMAGES_THUMBS; opening the picture is also its test."""
        from PIL import Image, ImageOps

        if size.width * size.height > MAX_PIXELS:
            raise ValueError(f"{size.width} x {size.height} pixels")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as opened:
                opened.load()
                turned = ImageOps.exif_transpose(opened)
        made = []
        for name, sides in self.thumbs.items():
            small, buffer = self.pipeline.convert_image(turned, sides, response_body=BytesIO(data))
            if "webp" in name.lower():
                buffer = BytesIO()
                small.save(buffer, "WEBP")
                made.append((f"thumbs/{name}/{digest[:2]}/{digest}.webp", buffer.getvalue(), "image/webp"))
            else:
                made.append((f"thumbs/{name}/{digest[:2]}/{digest}.jpg", buffer.getvalue(), "image/jpeg"))
        return made
