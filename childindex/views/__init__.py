"""The pages of the index: finding, a record and what is kept in it, one's own list, looking after the records."""

from __future__ import annotations

from childindex.views.adding import blueprint as adding
from childindex.views.caseload import blueprint as caseload
from childindex.views.central import blueprint as central
from childindex.views.data import blueprint as data
from childindex.views.finding import blueprint as finding
from childindex.views.involvement import blueprint as involvement
from childindex.views.lead import blueprint as lead
from childindex.views.protecting import blueprint as editing_record
from childindex.views.record import blueprint as record

BLUEPRINTS = (finding, adding, record, caseload, editing_record, involvement, lead, data, central)
__all__ = ["BLUEPRINTS"]
