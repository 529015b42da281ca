"""Every act the system knows, each with a sentence."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One act. The value is what the trail keeps; the sentence says what the act is."""

    sentence: str

    ENTRY_PUBLISH = "entry:publish", "Write and publish an entry in the directory"
    ENTRY_RETIRE = "entry:retire", "Take an entry out of the directory"
    ORGANISATION_PUBLISH = "organisation:publish", "Write and publish an organisation"
    SITE_PUBLISH = "site:publish", "Write and publish a place where services are given"
    ADDRESS_SEAL = "address:seal", "Make a public address confidential"
    ADDRESS_SEE = "address:see", "Look at a confidential address"
    VOCABULARY_LOAD = "vocabulary:load", "Load the lists of words the directory uses"
    DIRECTORY_IMPORT = "directory:import", "Load entries from a file"
    AUTHORITY_KEEP = "authority:keep", "Add or change an authority"
    AGENCY_KEEP = "agency:keep", "Add or change an agency"
    PLACES_LOAD = "places:load", "Load postcodes and areas"
    SAMPLE_LOAD = "sample:load", "Load the sample authority"
    INDEX_REBUILD = "index:rebuild", "Build the search index again"
    TRAIL_VERIFY = "trail:verify", "Check that the trail is whole"

    def __new__(cls, value: str, sentence: str) -> Permission:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member
