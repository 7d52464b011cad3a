"""What names articles: sources, feeds, sitemaps, list pages; pure readers of them, and what is remembered."""
