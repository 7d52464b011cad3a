"""Scrapy settings of the project."""

COMMANDS_MODULE = "crawler.commands"
