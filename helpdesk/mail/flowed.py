"""Text that travelled as `format=flowed` (RFC 3676): its soft line breaks are taken out again."""


def unflow(text: str, *, delete_space: bool) -> str:
    """Join lines that end in a space with the next of the same quote depth; `-- ` stays alone."""
    result: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, words = _quote_depth(line)
        is_soft = words.endswith(" ") and words != "-- "
        if depth == open_depth and words != "-- ":
            result[-1] += words[:-1] if is_soft and delete_space else words
        else:
            mark = ">" * depth + " " if depth else ""
            result.append(mark + (words[:-1] if is_soft and delete_space else words))
        open_depth = depth if is_soft else -1
    return "\n".join(result)


def _quote_depth(line: str) -> tuple[int, str]:
    """How deeply a line is quoted, and its words without the quote marks and the stuffed space."""
    words = line.lstrip(">")
    depth = len(line) - len(words)
    return depth, words[1:] if words.startswith(" ") else words
