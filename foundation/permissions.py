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
    ENTRY_EDIT = "entry:edit", "Write what an entry is to say, and send it"
    ENTRY_APPROVE = "entry:approve", "Decide on a change that an agency has sent"
    ENTRY_CONFIRM = "entry:confirm", "Say that an entry is still right"
    ENTRY_HIDE = "entry:hide", "Stop or start showing an entry"
    ENTRY_PROPOSE = "entry:propose", "Suggest a change to an entry without an account"
    VOCABULARY_EDIT = "vocabulary:edit", "Change the lists of words the directory uses"
    DIRECTORY_EXPORT = "directory:export", "Take the whole directory away in a file"
    DESK_SEE = "desk:see", "See the editor's desk"
    PERSON_INVITE = "person:invite", "Invite somebody to work for an agency or the authority"
    PERSON_KEEP = "person:keep", "Change what somebody may do, or end it"
    PERSON_SEE = "person:see", "See who works for an agency or the authority"
    ACCOUNT_KEEP = "account:keep", "Look after one's own account"
    SIGN_IN = "account:sign-in", "Sign in, and prove who one is"
    AGENCY_APPLY = "agency:apply", "Ask that an agency be listed"
    AGENCY_VET = "agency:vet", "Check an agency and decide on it"
    AGENCY_TRUST = "agency:trust", "Decide whether an agency's changes wait"
    AGREEMENT_KEEP = "agreement:keep", "Write the agreement with agencies"
    AGREEMENT_ACCEPT = "agreement:accept", "Accept the agreement for an agency"
    REMINDER_SEND = "reminder:send", "Send what reminds agencies of their entries"
    LINK_END = "link:end", "End a link by which entries are confirmed"
    LINKS_CHECK = "website:check", "Ask whether the websites of services answer"
    CALL_KEEP = "call:keep", "Keep the list of agencies to telephone"
    REPORT_SEND = "report:send", "Tell us that something is wrong or missing"
    REPORT_ANSWER = "report:answer", "Answer what a reader told us"
    FEEDBACK_ANSWER = "feedback:answer", "Answer in public what readers missed"
    COUNTS_KEEP = "counts:keep", "Keep how often entries were seen and asked for"
    JOBS_SEE = "jobs:see", "See the work that runs by itself"
    JOB_TRY_AGAIN = "job:try-again", "Have work tried again that failed"
    LETTER_SEND_AGAIN = "letter:send-again", "Send a letter again that may not have arrived"
    TRAIL_VERIFY = "trail:verify", "Check that the trail is whole"

    def __new__(cls, value: str, sentence: str) -> Permission:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member
