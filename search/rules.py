"""Who may build the index again. (pure)"""

from __future__ import annotations

from foundation.acts import is_system
from foundation.permissions import Permission

POLICY = {Permission.INDEX_REBUILD: [[is_system]]}
