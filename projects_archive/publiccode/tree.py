"""YAML from strangers as plain texts, lists and mappings: nothing is run, guessed or unfolded without end.

Scalars stay the text that was written: `0.4` is no number here and `no` no falsehood, it is Norway.
"""

from dataclasses import dataclass, field

import yaml
from django.utils.translation import gettext as _

LARGEST = 256 * 1024  # bytes
DEEPEST = 20
MOST_NODES = 5_000

Tree = str | list["Tree"] | dict[str, "Tree"] | None


class NotReadable(Exception):
    """The file is no YAML that can be read; the message says where and why, for a person."""


@dataclass
class Written:
    """What a file says, and the paths of what was written without the quotes it needs, or twice."""

    tree: dict[str, Tree]
    unquoted: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)


def read_tree(content: bytes) -> Written:
    """Read the bytes of one YAML document. Raises NotReadable."""
    if len(content) > LARGEST:
        raise NotReadable(
            _("The file is larger than %(kilobytes)d kB.") % {"kilobytes": LARGEST // 1024}
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(_("The file is not in UTF-8.")) from error
    try:
        _refuse_depth(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise NotReadable(_no_yaml(error)) from error
    if not isinstance(node, yaml.MappingNode):
        raise NotReadable(_("The file holds no list of keys and values, as publiccode.yml does."))
    return _Reader().read(node)


def _no_yaml(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("The file is not YAML.")
    return _("The file is not YAML: line %(line)d cannot be read.") % {"line": mark.line + 1}


def _refuse_depth(text: str) -> None:
    """Count before anything is built: the builder goes as deep as the file does."""
    depth = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or nodes > 2 * MOST_NODES:
            raise NotReadable(_("The file is nested too deeply, or has too many entries."))


class _Reader:
    def __init__(self) -> None:
        self.nodes = 0
        self.written = Written({})

    def read(self, node: yaml.MappingNode) -> Written:
        self.written.tree = self._mapping(node, "")
        return self.written

    def _value(self, node: yaml.Node, path: str) -> Tree:
        """Each use of an alias counts as often as it is used: a bomb ends here."""
        self.nodes += 1
        if self.nodes > MOST_NODES or path.count("/") > DEEPEST:
            raise NotReadable(_("The file is nested too deeply, or has too many entries."))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(one, f"{path}/{n}") for n, one in enumerate(node.value)]
        if node.tag.endswith(":null"):
            return None
        if not node.tag.endswith(":str"):
            self.written.unquoted.add(path)
        return node.value.replace("\0", "")

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            here = f"{path}/{name}" if path else name
            if name in found:
                self.written.twice.append(here)
            found[name] = self._value(value, here)
        return found
