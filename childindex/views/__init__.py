"""The pages of the index: finding, a record, one's own list."""

from __future__ import annotations

from childindex.views.adding import blueprint as adding
from childindex.views.caseload import blueprint as caseload
from childindex.views.editing import blueprint as editing_record
from childindex.views.finding import blueprint as finding
from childindex.views.involvement import blueprint as involvement
from childindex.views.lead import blueprint as lead
from childindex.views.record import blueprint as record

BLUEPRINTS = (finding, adding, record, caseload, editing_record, involvement, lead)
__all__ = ["BLUEPRINTS"]
