"""Hosts of this machine and its network, which a page on the web must not make us ask (server-side request forgery)."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from typing import Any

from crawler.exceptions import Unasked

_LOCAL_NAMES = re.compile(r"(?:^|\.)(?:localhost|local|internal|localdomain|home\.arpa|lan|intranet)$")


def is_private(host: str) -> bool:
    """Whether a host is this machine's or its network's, in any spelling of the number."""
    if _LOCAL_NAMES.search(host):
        return True
    try:
        number = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:
            number = ipaddress.ip_address(socket.inet_aton(host))  # 127.1, 0x7f000001, 2130706433
        except (OSError, ValueError):
            return False
    mapped = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    return not number.is_global or number.is_multicast or (mapped is not None and not mapped.is_global)


class Guard:
    """Refuses private hosts, by their name and by what it resolves to; behind a proxy, which resolves names itself, by name."""

    def __init__(self, allowed: bool) -> None:
        self.allowed = allowed

    async def check(self, host: str, *, proxied: bool) -> None:
        """:raises Unasked: the host is private."""
        if self.allowed:
            return
        address = host.strip("[]").rstrip(".")
        if not is_private(address) and not proxied and not _is_number(address):
            address = await _resolved(address)
        if is_private(address):
            sentence = f"{host} is a host of this machine or its network; set ALLOW_PRIVATE_HOSTS to ask it all the same"
            raise Unasked("refused", "PrivateHost", sentence)


async def _resolved(host: str) -> str:
    """The address that Scrapy's resolver gives, which keeps it for the connection that follows; "" where there is none."""
    from twisted.internet import reactor
    from twisted.internet.error import DNSLookupError

    resolver: Any = reactor  # its stub has the wrong type
    try:
        return str(await resolver.resolve(host).asFuture(asyncio.get_running_loop()))
    except (DNSLookupError, OSError):
        return ""  # the request itself will say so


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
