"""One way to write facts down: the JSON that always has the same bytes, and the SHA-256 of a text."""

import hashlib
import json


def canonical_json(values: object) -> str:
    """`values` as JSON with sorted keys, no blanks, and no escapes that are not needed."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def sha256_of(text: str) -> str:
    """SHA-256 in hex of `text` as UTF-8; a lone surrogate, which has none, counts by its own three bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
