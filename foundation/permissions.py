"""Every act the system knows, each with a sentence."""

from __future__ import annotations

from enum import StrEnum

PUBLIC, PRACTITIONER = "public", "practitioner"


class Permission(StrEnum):
    """One act. The value is what the trail keeps; the sentence says what the act is; the side is where it is served."""

    sentence: str
    side: str

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
    CLEARANCE_ASK = "clearance:ask", "Ask that somebody may work with the index of children", PRACTITIONER
    CLEARANCE_KEEP = "clearance:keep", "Decide who may work with the index of children, and how far", PRACTITIONER
    CHILD_FIND = "child:find", "Find one child", PRACTITIONER
    CHILD_OPEN = "child:open", "Open a child's record, and say why", PRACTITIONER
    CHILD_SEE = "child:see", "Look at a child's record", PRACTITIONER
    CHILD_ADD = "child:add", "Add a child", PRACTITIONER
    CHILD_EDIT = "child:edit", "Add to or correct what is kept about a child", PRACTITIONER
    CHILD_HIDE = "child:hide", "Hide a child's record, or show it again, because the family asks", PRACTITIONER
    CHILD_SHIELD = "child:shield", "Protect a child whose whereabouts must not be known", PRACTITIONER
    CHILD_MERGE = "child:merge", "Say that two records are one child, or take that back", PRACTITIONER
    CHILD_RULE = "child:rule", "Decide which of two facts is right", PRACTITIONER
    CHILD_RELEASE = "child:release", "Decide on records that wait", PRACTITIONER
    CHILD_ARCHIVE = "child:archive", "Put a record away, or take it back", PRACTITIONER
    EMERGENCY_ASK = "emergency:ask", "Ask to open a record in an emergency", PRACTITIONER
    EMERGENCY_RULE = "emergency:rule", "Say whether an emergency was one", PRACTITIONER
    CENTRAL_ASK = "central:ask", "Ask the central team about a child", PRACTITIONER
    CENTRAL_ANSWER = "central:answer", "Answer what practitioners ask the central team", PRACTITIONER
    INVOLVEMENT_KEEP = "involvement:keep", "Say who is involved with a child", PRACTITIONER
    LEAD_KEEP = "lead:keep", "Offer, accept or hand over the lead", PRACTITIONER
    CASELOAD_SEE = "caseload:see", "See the children that one is involved with", PRACTITIONER
    CONSENT_KEEP = "consent:keep", "Record what a family agreed to, or took back", PRACTITIONER
    GROUND_REVIEW = "ground:review", "Review sharing without consent", PRACTITIONER
    NOTICE_KEEP = "notice:keep", "Record that a family was told what is kept", PRACTITIONER
    NEED_KEEP = "need:keep", "Record a need, a concern or a strength", PRACTITIONER
    STEP_KEEP = "step:keep", "Keep the next steps of one's own", PRACTITIONER
    STEPS_SEE = "steps:see", "See which next steps of one's staff are late", PRACTITIONER
    SHORTLIST_KEEP = "shortlist:keep", "Keep lists of services for a piece of work", PRACTITIONER
    REFERRING_SEE = "referring:see", "See what an entry tells practitioners only", PRACTITIONER
    TRAIL_SEE = "trail:see", "See acts, rules and outcomes, by reference", PRACTITIONER
    TRAIL_NAMES = "trail:names", "See who looked at whom, by name", PRACTITIONER
    LOOKED_SEE = "looked:see", "Show a family who looked at the record", PRACTITIONER
    QUESTION_ASK = "question:ask", "Say for a family that they do not recognise somebody who looked", PRACTITIONER
    QUESTION_RULE = "question:rule", "Answer a family that does not recognise somebody", PRACTITIONER
    BOROUGH_LOAD = "borough:load", "Load the sample's children", PRACTITIONER

    def __new__(cls, value: str, sentence: str, side: str = PUBLIC) -> Permission:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        member.side = side
        return member
