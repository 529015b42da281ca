"""One polite look at a website, from a machine that must never be led to look inside its own network.

addresses.py   which addresses may be asked at all (pure)
wire.py        one request to exactly the address that was looked up, with limits on everything
titles.py      the title of a page (pure)
robots.py      what a site lets programs look at
visiting.py    a visit: robots, redirects, what was found
"""

from __future__ import annotations

from upkeep.checking.addresses import LONGEST, NotAnAddress, Target, parsed
from upkeep.checking.visiting import Finding, Manners, Visitor

__all__ = ["LONGEST", "Finding", "Manners", "NotAnAddress", "Target", "Visitor", "parsed"]
