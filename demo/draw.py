"""Draws the few pictures that are stored as JPEG and WebP, and the one PDF. Needs Pillow: ``python -m demo.draw``."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

from demo import pictures

SITE = Path(__file__).parent / "site"
STORED = {
    "kestrel-post/img/ferry-cameras.jpg": (1200, 675),
    "ahlstedter-anzeiger/img/haushalt.jpg": (1024, 683),
    "copper-wire/img/audit-desk.webp": (1200, 800),
}
AUDIT = (
    "Estuary Data Ombudsman",
    "Report on the face recognition trial at Quayside terminal",
    "2 November 2026",
    "312 alerts, 64 of them false.",
)


def main() -> None:
    for name, (width, height) in STORED.items():
        target = SITE / name
        target.parent.mkdir(exist_ok=True)
        scene = Image.open(io.BytesIO(pictures.png(target.stem, width, height))).convert("RGB")
        ImageDraw.Draw(scene).rectangle((0, height - 12, width, height), fill=(20, 20, 30))
        scene.save(target, quality=70, optimize=True) if target.suffix == ".jpg" else scene.save(target, quality=70, method=6)
    (SITE / "copper-wire/files/harrowmouth-audit.pdf").write_bytes(pdf(AUDIT))


def pdf(lines: tuple[str, ...]) -> bytes:
    """One page of plain lines (PDF 1.4)."""
    text = b"BT /F1 14 Tf 72 760 Td 22 TL " + b" ".join(b"(%s) '" % line.encode("ascii") for line in lines) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


if __name__ == "__main__":
    main()
