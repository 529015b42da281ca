"""tantivy, the engine that none of this replaces: a compiled library, given the same questions."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from bench.asking import Ask
from bench.engines import FACETS, PAGE, Flat, Running, flat_entries
from bench.engines.fts5 import _miles

TEXTS = ("name", "organisation", "body")
WEIGHTS = {"name": 6.0, "organisation": 3.0}
_DEGREES = 5 / 69
COUNTS = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}


def _schema() -> Any:
    made = tantivy.SchemaBuilder()
    for name in TEXTS:
        made.add_text_field(name, tokenizer_name="fold", stored=name == "name")
    made.add_text_field("words", tokenizer_name="plain", index_option="basic")
    for name in FACETS:
        made.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    made.add_integer_field("number", stored=True, indexed=True, fast=True)
    for name in ("lat", "lon"):
        made.add_float_field(name, indexed=True, fast=True, stored=True)
    return made.build()


def _with_tokenizers(index: Any) -> Any:
    make, tokenizer, fltr = tantivy.TextAnalyzerBuilder, tantivy.Tokenizer, tantivy.Filter
    plain = [fltr.remove_long(64), fltr.lowercase(), fltr.ascii_fold()]
    for name, filters in (("plain", plain), ("fold", [*plain, fltr.stemmer("english")])):
        builder = make(tokenizer.simple())
        for one in filters:
            builder = builder.filter(one)
        index.register_tokenizer(name, builder.build())
    return index


def _document(entry: Flat) -> Any:
    texts = {"name": entry.name, "organisation": entry.organisation, "body": entry.body}
    values = {facet: list(some) for facet, some in entry.values.items()}
    words = " ".join(texts.values())
    return tantivy.Document(number=entry.number, words=words, lat=entry.lat, lon=entry.lon, **texts, **values)


def build(folder: Path, count: int) -> None:
    """One index of one thread."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = _with_tokenizers(tantivy.Index(_schema(), path=str(folder)))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for entry in flat_entries(count):
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def running(folder: Path) -> Running:
    """The index, opened; the searcher is kept until something changes."""
    index = _with_tokenizers(tantivy.Index.open(str(folder)))
    schema, kept = index.schema, [index.searcher()]

    def answer(ask: Ask) -> object:
        if ask.prefix:
            return _names(kept[0], Query.regex_query(schema, "words", ask.prefix + ".*"), 8)
        if ask.slip:
            slips = Query.fuzzy_term_query(schema, "words", ask.slip, distance=2, transposition_cost_one=True)
            return _names(kept[0], slips, 8)
        wanted = _query(index, ask)
        if ask.near:
            return _nearby(kept[0], schema, wanted, ask)
        return _names(kept[0], wanted, PAGE), kept[0].aggregate(wanted, COUNTS)

    writer: list[Any] = []

    def update(number: int) -> object:
        if not writer:
            writer.append(index.writer(heap_size=50_000_000, num_threads=1))
        entry = next(flat_entries(1))
        writer[0].delete_documents_by_query(Query.term_query(schema, "number", entry.number))
        writer[0].add_document(_document(Flat(**{**vars(entry), "name": f"unheard{number} centre"})))
        writer[0].commit()
        index.reload()
        kept[0] = index.searcher()
        return _names(kept[0], Query.term_query(schema, "words", f"unheard{number}"), 5)

    return Running(answer, update)


def _query(index: Any, ask: Ask) -> Any:
    """The words, or a type that was heard in them; and every filter."""
    schema, said = index.schema, f'"{" ".join(ask.phrase)}"' if ask.phrase else " ".join(ask.words)
    words = Query.all_query()
    if said:
        words = index.parse_query(said, list(TEXTS), field_boosts=WEIGHTS, conjunction_by_default=True)
    if ask.sought:
        words = Query.boolean_query([(Occur.Should, one) for one in (words, *_terms(schema, "type", ask.sought, 9.0))])
    filters = [*_terms(schema, "type", [ask.type], 0.0), *_terms(schema, "need", [ask.need], 0.0)]
    return Query.boolean_query([(Occur.Must, one) for one in (words, *filters)]) if filters else words


def _terms(schema: Any, field: str, codes: Sequence[str], weight: float) -> list[Any]:
    return [Query.const_score_query(Query.term_query(schema, field, code), weight) for code in codes if code]


def _names(searcher: Any, query: Any, count: int) -> list[str]:
    return [searcher.doc(address)["name"] for _score, address in searcher.search(query, count).hits]


def _nearby(searcher: Any, schema: Any, words: Any, ask: Ask) -> object:
    assert ask.near is not None
    lat, lon = ask.near
    kind = tantivy.FieldType.Float
    box = [
        Query.range_query(schema, "lat", kind, lat - _DEGREES, lat + _DEGREES),
        Query.range_query(schema, "lon", kind, lon - 2 * _DEGREES, lon + 2 * _DEGREES),
    ]
    wanted = Query.boolean_query([(Occur.Must, one) for one in (Query.const_score_query(words, 0.0), *box)])
    found = [address for _score, address in searcher.search(wanted, 100_000).hits]
    if not found:
        return []
    points = zip(searcher.fast_field_values("lat", found), searcher.fast_field_values("lon", found), strict=True)
    away = sorted((_miles(lat, lon, *point), at) for at, point in enumerate(points))
    best = [found[at] for miles, at in away[:PAGE] if miles <= ask.within]
    return [searcher.doc(address)["name"] for address in best], searcher.aggregate(wanted, COUNTS)
