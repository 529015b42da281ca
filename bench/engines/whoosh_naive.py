"""Whoosh as its tutorial does it: text fields, keywords, a searcher for each request, its own grouping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.qparser import MultifieldParser

from bench.asking import Ask
from bench.engines import FACETS, PAGE, Flat, Running, flat_entries

TEXTS = ("name", "organisation", "body")


def _document(entry: Flat) -> dict[str, str]:
    texts = {"name": entry.name, "organisation": entry.organisation, "body": entry.body}
    return {**texts, "id": str(entry.number), **{facet: ",".join(some) for facet, some in entry.values.items()}}


def build(folder: Path, count: int) -> None:
    """One writer."""
    folder.mkdir(parents=True, exist_ok=True)
    words, codes = fields.TEXT(), fields.KEYWORD(commas=True, stored=True)
    columns = {**dict.fromkeys(TEXTS, words), **dict.fromkeys(FACETS, codes)}
    schema = fields.Schema(id=fields.ID(stored=True, unique=True), **columns)
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for entry in flat_entries(count):
        writer.add_document(**_document(entry))
    writer.commit()


def running(folder: Path) -> Running:
    """Open a searcher for each question; it has no distance, no prefixes by how common they are."""
    found = index.open_dir(str(folder))
    parser = MultifieldParser(list(TEXTS), found.schema)

    def answer(ask: Ask) -> object:
        if ask.slip:
            with found.searcher() as searcher:
                return searcher.corrector("body").suggest(ask.slip, limit=3, maxdist=2)
        return _run(ask)

    def _run(ask: Ask) -> object:
        groups = sorting.Facets()
        for facet in FACETS:
            made = sorting.StoredFieldFacet(facet, allow_overlap=True, split_fn=lambda text: (text or "").split(","))
            groups.add_facet(facet, made)
        said = f'"{" ".join(ask.phrase)}"' if ask.phrase else " ".join(ask.words)
        words: Any = parser.parse(said) if said else query.Every()
        if ask.sought:
            words = query.Or([words, *(query.Term("type", code) for code in ask.sought)])
        filters = [query.Term(facet, value) for facet, value in (("type", ask.type), ("need", ask.need)) if value]
        with found.searcher() as searcher:
            results = searcher.search(
                words, limit=PAGE, filter=query.And(filters) if filters else None, groupedby=groups
            )
            return [hit["id"] for hit in results], {facet: len(results.groups(facet)) for facet in FACETS}

    def update(number: int) -> object:
        entry = next(flat_entries(1))
        writer = found.writer()
        writer.update_document(**{**_document(entry), "name": f"unheard{number} centre"})
        writer.commit()
        return _run(Ask((f"unheard{number}",)))

    return Running(answer, update, able=lambda ask: not ask.near and not ask.prefix)
