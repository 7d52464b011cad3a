"""Front matter as people and other tools write it: valid, and far from canonical."""

BODY = "\nBody with a rule:\n\n---\n\ntitle: not a key\n"

UGLY = {
    "flow": "---\n{title: 'A: b', category: news, topics: [x, \"y: z\"], provider: {domain: a.example, name: A}}\n---\n" + BODY,
    "flow values": "---\ntopics: [AI, 'C#']\nprovider: {domain: a.example, name: \"A\"}\nimages: [{width: 1, url: https://a.example/i.png}]\n---\n",
    "flow, many lines": "---\ntopics: [ # first comment\n  AI,\n  # second comment\n  ML ]\ntitle: x # third comment\n---\n",
    "quotes": "---\n'title': 'It''s \"so\"'\n\"excerpt\": \"a \\\n  b\\x41\\u00e9\\U0001F642\"\ncategory: 'news'\n---\n",
    "folded": "---\ntitle: >-\n  One\n  two\n\n  three\nexcerpt: |\n  # no comment\n  ---\n   deeper\nquality: 3\n---\n" + BODY,
    "kept ends": "---\nexcerpt: |+\n  One\n\n\n# first comment\ntitle: >+ # second comment\n  Two\n\nmine: |2-\n    indented\n---\n",
    "many-line scalars": "---\ntitle: one\n  two\n\n  three\nexcerpt: 'a\n\n  b'\nmine: \"c\n  # not a comment\n  d\"\n"
    "# first comment\n---\n",
    "anchors": "---\nmine: &x {a: 1, b: [2]}\nyours: *x\ntopics: &t [A]\nothers: *t\n"
    "title: &n Name\nprovider: {name: *n, domain: a.example}\n---\n",
    "merge": "---\nbase: &b\n  name: Base # first comment\n  more: 1\nprovider:\n  <<: *b\n  domain: a.example\n"
    "last:\n  <<: [*b, {z: 1}]\n---\n",
    "comments": (
        "---\n# first comment\n\n# second comment\ntitle: x   # third comment\n\nprovider: # fourth comment\n  domain: a.example\n"
        "  # fifth comment\n  name: A # first comment\n  # second comment\ntopics:\n  # third comment\n  - A # fourth comment\n"
        "  # fifth comment\n  - B\n# first comment\nimages:\n  # second comment\n  - # third comment\n    width: 1\n    # fourth comment\n"
        "    url: 'https://a.example/#x' # fifth comment\n\nmine: {a: 1} # first comment\n# second comment\n\n   # third comment\n---\n"
    ),
    "comments alone": "---\n# first comment\n---\n",
    "empty": "---\n---\n" + BODY,
    "crlf": "---\r\ntitle: 'x' # first comment\r\n\r\ntopics:\r\n- A\r\n- B\r\nexcerpt: |\r\n  one\r\n  two\r\n---\r\n\r\nBody\r\n---\r\n",
    "bom": "\ufeff---\ntitle: x\n# first comment\ncategory: news\n---\nBody at once, no newline at the end",
    "dots": "---\ntitle: x\n...\nBody\n",
    "blanks": "--- \t\ntitle:    x   \n\n\n\ncategory: news  # first comment\n\n---  \n\n\n\nBody\n\n\n",
    "indented": "---\n  title: x\n  topics:\n  - A\n  # first comment\n  mine:\n      deep:\n            - deeper\n---\n",
    "unknown": (
        "---\nzoo: 1\nupdated: 2024-01-02\nwhen: 2024-01-02 03:04:05 +02:00\nnumbers: [0x1f, 1_000, 0o17, 017, 1e3, 1.5e+3, .inf, 12:30]\n"
        "words: [yes, No, on, ~, null, '', \"1\", '=']\nnothing:\nempty: {}\nnone: []\n'a: b': c\nquality: 3\n"
        "images:\n- url: x\n  mine: {b: 1}\n"
        "nested: [[1, [2, [3]]], [], {}]\n---\n"
    ),
    "dates": "---\ntitle: x\npublishedDateTime: 2024-02-29 10:00:00+02:00\n---\n",
    "explicit": "---\n? title\n: x\n? topics # first comment\n: - A\n  - B\n---\n",
    "tags": "---\ntitle: !!str 12\nquality: !!int '3'\nmine: !!float 3\nraw: !!binary |\n  aGVsbG8=\nset: !!set {a, b}\n---\n",
    "duplicates": "---\ntitle: one\ncategory: news\ntitle: two # first comment\n---\n",
    "unicode": '---\ntitle: 🙂 é \u00a0x\nmine: "\\u2028\\0"\nprovider:\n  name: 아크로팬 # first comment\n---\n',
    "endless numbers": "---\nquality: " + "1" * 4000 + "\nheat: " + "1:" * 200 + "1\n---\n",
    "no space in lists": "---\ntopics:\n-   A\n-\n  B\nrelated:\n-   title: x\n    quality: 1\n-\n  title: y\n---\n",
}
