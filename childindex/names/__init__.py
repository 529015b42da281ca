"""Names as they are compared: plain letters, sounds, nicknames. (pure)"""

from childindex.names.folding import folded
from childindex.names.nicknames import is_given_name, nicknames
from childindex.names.sounds import outline, sound

__all__ = ["folded", "is_given_name", "nicknames", "outline", "sound"]
