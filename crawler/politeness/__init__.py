"""How hosts are treated: robots.txt, whose turn it is, when a host is left alone, who we say we are."""
