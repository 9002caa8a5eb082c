/**
 * Every number that the core and the host share. Append only: a number, once released, keeps its meaning.
 * No AssemblyScript type names here: TypeScript reads this file too.
 */

/** ABI of the modules, exported as the global `abi_version` (major << 16 | minor). A new import or a changed call is a new major. */
export const ABI_MAJOR = 1;
export const ABI_MINOR = 0;

/** Version of the finding's JSON. Within a version members are only added. */
export const FINDING_SCHEMA = 1;

// Verdicts, in rising order of strength (verdict.md section 1).
export const VERDICT_NONE = 0;
export const VERDICT_PARTIAL = 1;
export const VERDICT_MATCH = 2;

// Severities, in rising order.
export const SEVERITY_INFORMATIONAL = 0;
export const SEVERITY_LOW = 1;
export const SEVERITY_MEDIUM = 2;
export const SEVERITY_HIGH = 3;
export const SEVERITY_CRITICAL = 4;

// Where a path points.
export const DESTINATION_UNKNOWN = 0;
export const DESTINATION_LOCAL = 1;
export const DESTINATION_SHARE = 2;
export const DESTINATION_LOOPBACK = 3;

// Counters: indices into the u32 array that the global `counters` points at.
export const COUNTER_EVENTS = 0;
export const COUNTER_SCRIPT_BLOCKS = 1;
export const COUNTER_FINDINGS = 2;
export const COUNTER_MENTIONS = 3;
export const COUNTER_UNREADABLE = 4;
export const COUNTER_EVICTED = 5;
export const COUNTER_UNREPORTED = 6;
export const COUNTER_OVERSIZED = 7;
export const COUNTER_NOT_COPIED = 8;
export const COUNTER_BUDGET = 9;
/** Script block events whose text was not found. */
export const COUNTER_WITHOUT_TEXT = 10;
export const COUNTER_COUNT = 16;

// Kinds of mention (verdict.md section 1).
export const MENTION_COMMENT = 1;
export const MENTION_STRING = 2;
export const MENTION_HERE_STRING = 3;
export const MENTION_ARGUMENT = 4;
export const MENTION_HELP = 5;
export const MENTION_WRITTEN = 6;
export const MENTION_DEFINITION = 7;

// What kind of event showed a call: `observed_in` of a finding, and the bits of the setting `observe`.
export const OBSERVED_SCRIPT_BLOCK = 0;
export const OBSERVED_CMDLET_LOG = 1;
export const OBSERVED_PIPELINE_LOG = 2;
export const OBSERVED_PROCESS = 3;
export const OBSERVED_AUDIT = 4;

// What the event says became of the call: `outcome` of a finding.
export const RESULT_UNKNOWN = 0;
export const RESULT_SUCCEEDED = 1;
export const RESULT_FAILED = 2;

// Reasons and steps: why a call has its verdict, and what led to it. Bit-free numbers; names stand in finding/reasons.ts.
export const REASON_PROMPTS = 1;
export const REASON_UNKNOWN_SPLAT = 2;
export const REASON_OTHER_SET = 3;
export const REASON_WOULD_NOT_BIND = 4;
export const REASON_AMBIGUOUS_PATTERN = 5;
export const REASON_HANDED_OVER = 6;
export const REASON_PREPARED = 7;
export const REASON_CUT = 8;
export const REASON_WHAT_IF = 9;
export const REASON_SHADOWED = 10;
export const REASON_BROKEN_TEXT = 11;
export const REASON_BUDGET = 12;
export const REASON_LOST_NEWLINES = 13;
/** The event says that the call failed: an attempt. */
export const REASON_FAILED = 14;
/** The event gives no more than the beginning of a value. */
export const REASON_TRUNCATED = 15;
/** The event's text leaves more than one reading of a value, so none is claimed. */
export const REASON_AMBIGUOUS_TEXT = 16;
export const REASON_BACKTICK = 20;
export const REASON_QUOTES = 21;
export const REASON_CALL_OPERATOR = 22;
export const REASON_ALIAS = 23;
export const REASON_FUNCTION = 24;
export const REASON_MODULE_QUALIFIED = 25;
export const REASON_SPLAT = 26;
export const REASON_DEFAULTS = 27;
export const REASON_PIPELINE = 28;
export const REASON_POSITIONAL = 29;
export const REASON_PREFIX = 30;
export const REASON_UNICODE_DASH = 31;
export const REASON_IGNORABLE = 32;
export const REASON_CONCATENATED = 40;
export const REASON_FORMATTED = 41;
export const REASON_JOINED = 42;
export const REASON_REPLACED = 43;
export const REASON_CHARACTERS = 44;
export const REASON_SUBSTRING = 45;
export const REASON_SPLIT = 46;
export const REASON_REVERSED = 47;
export const REASON_EXPANDED = 48;
export const REASON_ELEMENT = 49;
export const REASON_VARIABLE = 50;
export const REASON_DECODED = 51;
export const REASON_CONVERTED = 52;
export const REASON_COMMAND_LOOKUP = 53;
export const REASON_TEXT_AS_CODE = 54;
export const REASON_CHILD_SHELL = 55;
export const REASON_POWERSHELL_API = 56;
export const REASON_AUTOMATIC = 57;
export const REASON_CALLED_WITH = 58;
export const REASON_REGEX = 59;
export const REASON_WRITTEN_FILE = 60;

// Element kinds of a command, as `explain` names them.
export const ELEMENT_PARAMETER = 1;
export const ELEMENT_CONSTANT = 2;
export const ELEMENT_EXPANDABLE = 3;
export const ELEMENT_VARIABLE = 4;
export const ELEMENT_SPLAT = 5;
export const ELEMENT_EXPRESSION = 6;

// Limits (design.md section 5).
/** Longest record that is read, in bytes; longer ones pass unread and are counted. */
export const MAX_RECORD_BYTES = 33554432;
/** Longest script text that is read with values, in WTF-8 bytes; longer text is lexed for plain invocations. */
export const MAX_TEXT_BYTES = 4194304;
/** Calls listed in a finding. */
export const MAX_CALLS = 16;
/** UTF-16 units of a string in a finding. */
export const MAX_STRING_UNITS = 1024;
/** Bytes of a finding after escaping. */
export const MAX_FINDING_BYTES = 32768;
/** Bytes of the settings region: magic, version, length, then the configuration. */
export const SETTINGS_BYTES = 65536;
/** "MEDS", little endian: the first four bytes of the settings region. */
export const SETTINGS_MAGIC = 0x5344454d;
/** Bytes before the configuration in the settings region. */
export const SETTINGS_HEADER_BYTES = 12;
/** Stands in front of each word of a command line that came cut into words. */
export const WORD_SIGN = 0x1e;
/** Strings that hold JSON or XML are opened this deep. */
export const MAX_EVENT_DEPTH = 8;
/** Nested frames of the reader; deeper text is lexed for plain invocations. */
export const MAX_NESTING = 256;
/** Layers of decoding, and bytes of one layer. */
export const MAX_DECODE_LAYERS = 4;
export const MAX_DECODE_BYTES = 1048576;
/** The re-entry pool is this many times the record. */
export const REENTRY_POOL_FACTOR = 8;
/** Re-entries of one distinct span. */
export const MAX_REENTRIES = 16;

// A row of `scan`'s table: indices of its u32 words.
/** Line, from 1, counted from the first call of the scan. */
export const ROW_LINE = 0;
/** First byte of the line, from the address that was scanned. */
export const ROW_OFFSET = 1;
/** Bytes of the line, its newline excluded. */
export const ROW_LENGTH = 2;
/** Where the text goes into the line, from the address that was scanned. */
export const ROW_INSERT = 3;
/** Address of the text: a member with its comma, or a whole record. */
export const ROW_TEXT = 4;
/** Bytes of the text. */
export const ROW_TEXT_LENGTH = 5;
/** Where within a member's text the finding itself starts; the finding ends with the text. */
export const ROW_VALUE = 6;
/** OUTCOME_FINDING: insert the text; OUTCOME_REPLACED: it stands for the whole line. */
export const ROW_OUTCOME = 7;
export const ROW_WORDS = 8;

// What becomes of a record.
/** It goes back as it came. */
export const OUTCOME_CLEAN = 0;
/** A member goes in before its closing brace. */
export const OUTCOME_FINDING = 1;
/** Another record goes back in its place. */
export const OUTCOME_REPLACED = 2;
