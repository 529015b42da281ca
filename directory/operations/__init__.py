"""Changes to the directory: listings are saved and published, addresses sealed, entries retired, vocabularies loaded."""

from __future__ import annotations

from directory.operations.listings import Listings, Saved, save
from directory.operations.retiring import retire
from directory.operations.sealing import set_privacy
from directory.operations.vocabularies import NewTerm, load_vocabulary

__all__ = ["Listings", "NewTerm", "Saved", "load_vocabulary", "retire", "save", "set_privacy"]
