/**
 * The parameters of the builtins, a command after the other: the words that it binds, by the grammar of `bindWords`, and the numbers of those that are
 * asked for. A word's number is its place in the list.
 */

/** Set-Alias, New-Alias. */
export const SET_ALIAS_PARAMETERS = "name0 value1? description option scope passthru! force!";
export const SET_ALIAS_NAME: u32 = 0;
export const SET_ALIAS_VALUE: u32 = 1;
export const SET_ALIAS_SCOPE: u32 = 4;

/** Get-Alias. */
export const GET_ALIAS_PARAMETERS = "name0< exclude scope definition";
export const GET_ALIAS_NAME: u32 = 0;
export const GET_ALIAS_DEFINITION: u32 = 3;

/** Remove-Alias. */
export const REMOVE_ALIAS_PARAMETERS = "name0< scope force!";
export const REMOVE_ALIAS_NAME: u32 = 0;

/** Start-Process. */
export const START_PROCESS_PARAMETERS =
  "filepath|path0 argumentlist|args1? credential workingdirectory windowstyle verb loaduserprofile! nonewwindow! passthru! wait!";
export const START_PROCESS_FILE_PATH: u32 = 0;
export const START_PROCESS_ARGUMENT_LIST: u32 = 1;

/** New-ScheduledTaskAction; its kin take their program as a text. */
export const TASK_ACTION_PARAMETERS = "execute argument|arguments";
export const TASK_ACTION_EXECUTE: u32 = 0;
export const TASK_ACTION_ARGUMENT: u32 = 1;

/** ConvertFrom-Json. */
export const FROM_JSON_PARAMETERS = "inputobject0<? ashashtable- depth noenumerate-";
export const FROM_JSON_INPUT_OBJECT: u32 = 0;

/** ConvertFrom-StringData. */
export const FROM_STRING_DATA_PARAMETERS = "stringdata0< delimiter-";
export const FROM_STRING_DATA_STRING_DATA: u32 = 0;

/** ConvertTo-SecureString; `-s` begins two names. */
export const TO_SECURE_STRING_PARAMETERS = "string0< securekey1 key asplaintext! force! s-";
export const TO_SECURE_STRING_STRING: u32 = 0;
export const TO_SECURE_STRING_SECURE_KEY: u32 = 1;
export const TO_SECURE_STRING_KEY: u32 = 2;
export const TO_SECURE_STRING_AS_PLAIN_TEXT: u32 = 3;
export const TO_SECURE_STRING_FORCE: u32 = 4;

/** ConvertFrom-SecureString; what begins `SecureKey` as well names neither. */
export const FROM_SECURE_STRING_PARAMETERS = "securestring0< asplaintext! securekey- key- s|se|sec|secu|secur|secure-";
export const FROM_SECURE_STRING_SECURE_STRING: u32 = 0;
export const FROM_SECURE_STRING_AS_PLAIN_TEXT: u32 = 1;

/** ConvertFrom-Csv. */
export const FROM_CSV_PARAMETERS = "inputobject0<? delimiter1 header useculture-";
export const FROM_CSV_INPUT_OBJECT: u32 = 0;
export const FROM_CSV_DELIMITER: u32 = 1;
export const FROM_CSV_HEADER: u32 = 2;

/** ForEach-Object. */
export const EACH_PARAMETERS =
  "process? begin? end? inputobject<? remainingscripts? parallel membername argumentlist? throttlelimit asjob!";
export const EACH_PROCESS: u32 = 0;
export const EACH_BEGIN: u32 = 1;
export const EACH_END: u32 = 2;
export const EACH_INPUT_OBJECT: u32 = 3;
export const EACH_REMAINING_SCRIPTS: u32 = 4;
export const EACH_PARALLEL: u32 = 5;
export const EACH_MEMBER_NAME: u32 = 6;

/** Where-Object. */
export const WHERE_PARAMETERS =
  "filterscript|property0 value1? inputobject<? eq|ieq! ceq! ne! gt! ge! lt! le! like! notlike! match! notmatch! contains! in! is! not!";
export const WHERE_FILTER_SCRIPT: u32 = 0;
export const WHERE_VALUE: u32 = 1;
export const WHERE_INPUT_OBJECT: u32 = 2;
export const WHERE_EQ: u32 = 3;
export const WHERE_CEQ: u32 = 4;
export const WHERE_NE: u32 = 5;
export const WHERE_GT: u32 = 6;
export const WHERE_GE: u32 = 7;
export const WHERE_LT: u32 = 8;
export const WHERE_LE: u32 = 9;
export const WHERE_LIKE: u32 = 10;
export const WHERE_NOT_LIKE: u32 = 11;
export const WHERE_MATCH: u32 = 12;
export const WHERE_NOT_MATCH: u32 = 13;
export const WHERE_CONTAINS: u32 = 14;
export const WHERE_IN: u32 = 15;

/** Invoke-Expression. */
export const INVOKE_EXPRESSION_PARAMETERS = "command0<";
export const INVOKE_EXPRESSION_COMMAND: u32 = 0;

/** Invoke-Command. */
export const INVOKE_COMMAND_PARAMETERS =
  "scriptblock|command computername|cn session inputobject<? argumentlist|args? filepath nonewscope! hostname vmname vmid containerid connectionuri configurationname asjob! credential hidecomputername! jobname throttlelimit usessl!";
export const INVOKE_COMMAND_SCRIPT_BLOCK: u32 = 0;
export const INVOKE_COMMAND_COMPUTER_NAME: u32 = 1;
export const INVOKE_COMMAND_SESSION: u32 = 2;
export const INVOKE_COMMAND_INPUT_OBJECT: u32 = 3;
export const INVOKE_COMMAND_ARGUMENT_LIST: u32 = 4;
export const INVOKE_COMMAND_NO_NEW_SCOPE: u32 = 6;
export const INVOKE_COMMAND_HOST_NAME: u32 = 7;
export const INVOKE_COMMAND_VM_NAME: u32 = 8;
export const INVOKE_COMMAND_VM_ID: u32 = 9;
export const INVOKE_COMMAND_CONTAINER_ID: u32 = 10;
export const INVOKE_COMMAND_CONNECTION_URI: u32 = 11;

/** Start-Job, Start-ThreadJob, Register-ScheduledJob. */
export const START_JOB_PARAMETERS =
  "name scriptblock|command argumentlist|args? initializationscript inputobject<? filepath credential authentication runas32! psversion streaminghost throttlelimit trigger scheduledjoboption definitionname";
export const START_JOB_SCRIPT_BLOCK: u32 = 1;
export const START_JOB_ARGUMENT_LIST: u32 = 2;
export const START_JOB_INPUT_OBJECT: u32 = 4;

/** Measure-Command. */
export const MEASURE_COMMAND_PARAMETERS = "expression0 inputobject<?";
export const MEASURE_COMMAND_EXPRESSION: u32 = 0;
export const MEASURE_COMMAND_INPUT_OBJECT: u32 = 1;

/** Set-StrictMode. */
export const STRICT_MODE_PARAMETERS = "version off!";
export const STRICT_MODE_VERSION: u32 = 0;

/** Set-Location, Push-Location. */
export const SET_LOCATION_PARAMETERS = "path|literalpath0< passthru! stackname";
export const SET_LOCATION_PATH: u32 = 0;
export const SET_LOCATION_PASS_THRU: u32 = 1;

/** Clear-Item and the commands for content and properties of items. */
export const OTHER_ITEM_PARAMETERS = "path|literalpath0<";
export const OTHER_ITEM_PATH: u32 = 0;

/** Set-Item. */
export const SET_ITEM_PARAMETERS =
  "path|literalpath|pspath0 value1<? force! passthru! options- filter- include- exclude- credential";
export const SET_ITEM_PATH: u32 = 0;
export const SET_ITEM_VALUE: u32 = 1;
export const SET_ITEM_PASS_THRU: u32 = 3;

/** New-Item. */
export const NEW_ITEM_PARAMETERS = "path0 itemtype|type value<? name force! options- credential";
export const NEW_ITEM_PATH: u32 = 0;
export const NEW_ITEM_VALUE: u32 = 2;
export const NEW_ITEM_NAME: u32 = 3;
export const NEW_ITEM_FORCE: u32 = 4;

/** Copy-Item, Move-Item, Rename-Item. */
export const COPY_ITEM_PARAMETERS =
  "path|literalpath0< destination|newname1 force! recurse! passthru! filter- include- exclude- container!";
export const COPY_ITEM_PATH: u32 = 0;
export const COPY_ITEM_DESTINATION: u32 = 1;
export const COPY_ITEM_FORCE: u32 = 2;

/** Get-Item, Get-ChildItem. */
export const GET_ITEM_PARAMETERS = "path|literalpath0< force! filter include exclude credential";
export const GET_ITEM_PATH: u32 = 0;

/** Remove-Item. */
export const REMOVE_ITEM_PARAMETERS = "path|literalpath|name0< force! recurse! filter- include- exclude- scope credential";
export const REMOVE_ITEM_PATH: u32 = 0;

/** Set-Content, Add-Content, Out-File. */
export const WRITE_FILE_PARAMETERS =
  "filepath|path|literalpath0 value1<? encoding append! force! noclobber! width inputobject<? nonewline! passthru!";
export const WRITE_FILE_PATH: u32 = 0;
export const WRITE_FILE_VALUE: u32 = 1;
export const WRITE_FILE_ENCODING: u32 = 2;
export const WRITE_FILE_INPUT_OBJECT: u32 = 7;
export const WRITE_FILE_NO_NEWLINE: u32 = 8;

/** Get-Content. */
export const GET_CONTENT_PARAMETERS = "path|literalpath0 readcount totalcount tail raw! encoding delimiter filter";
export const GET_CONTENT_PATH: u32 = 0;
export const GET_CONTENT_TOTAL_COUNT: u32 = 2;
export const GET_CONTENT_TAIL: u32 = 3;
export const GET_CONTENT_RAW: u32 = 4;
export const GET_CONTENT_ENCODING: u32 = 5;
export const GET_CONTENT_DELIMITER: u32 = 6;

/** Get-Command. */
export const GET_COMMAND_PARAMETERS =
  "name0< commandtype|type module argumentlist totalcount all! syntax! listimported! verb noun showcommandinfo! parametername parametertype usefuzzymatching! *";
export const GET_COMMAND_NAME: u32 = 0;
export const GET_COMMAND_COMMAND_TYPE: u32 = 1;
export const GET_COMMAND_MODULE: u32 = 2;
export const GET_COMMAND_SYNTAX: u32 = 6;
export const GET_COMMAND_VERB: u32 = 8;
export const GET_COMMAND_NOUN: u32 = 9;

/** Get-Module, Import-Module. */
export const MODULE_PARAMETERS = "passthru!";
export const MODULE_PASS_THRU: u32 = 0;

/** New-Object. */
export const NEW_OBJECT_PARAMETERS = "typename0 argumentlist|args1? property comobject strict!";
export const NEW_OBJECT_TYPE_NAME: u32 = 0;
export const NEW_OBJECT_ARGUMENT_LIST: u32 = 1;
export const NEW_OBJECT_PROPERTY: u32 = 2;

/** Add-Member. */
export const ADD_MEMBER_PARAMETERS =
  "membertype|type0 name1 value2? secondvalue? typename notepropertymembers notepropertyname notepropertyvalue? inputobject<? passthru! force!";
export const ADD_MEMBER_MEMBER_TYPE: u32 = 0;
export const ADD_MEMBER_NAME: u32 = 1;
export const ADD_MEMBER_VALUE: u32 = 2;
export const ADD_MEMBER_NOTE_PROPERTY_NAME: u32 = 6;
export const ADD_MEMBER_NOTE_PROPERTY_VALUE: u32 = 7;
export const ADD_MEMBER_INPUT_OBJECT: u32 = 8;
export const ADD_MEMBER_PASS_THRU: u32 = 9;

/** Write-Output. */
export const WRITE_OUTPUT_PARAMETERS = "inputobject<? noenumerate!";
export const WRITE_OUTPUT_INPUT_OBJECT: u32 = 0;

/** Tee-Object. */
export const TEE_PARAMETERS = "filepath|literalpath0 variable append!- inputobject<?";
export const TEE_FILE_PATH: u32 = 0;
export const TEE_VARIABLE: u32 = 1;
export const TEE_INPUT_OBJECT: u32 = 3;

/** Write-Warning, Write-Information, Write-Error. */
export const MESSAGE_PARAMETERS = "message|messagedata|msg0<";
export const MESSAGE_MESSAGE: u32 = 0;

/** Group-Object, Measure-Object, Compare-Object, Format-*. */
export const VIEW_PARAMETERS = "property0? inputobject<? groupby asstring! *";
export const VIEW_PROPERTY: u32 = 0;
export const VIEW_INPUT_OBJECT: u32 = 1;

/** Select-Object. */
export const SELECT_PARAMETERS =
  "property0? expandproperty first last skip unique! index excludeproperty inputobject<? wait! skiplast caseinsensitive!";
export const SELECT_PROPERTY: u32 = 0;
export const SELECT_EXPAND_PROPERTY: u32 = 1;
export const SELECT_FIRST: u32 = 2;
export const SELECT_LAST: u32 = 3;
export const SELECT_SKIP: u32 = 4;
export const SELECT_UNIQUE: u32 = 5;
export const SELECT_INDEX: u32 = 6;
export const SELECT_EXCLUDE_PROPERTY: u32 = 7;
export const SELECT_INPUT_OBJECT: u32 = 8;
export const SELECT_SKIP_LAST: u32 = 10;

/** Sort-Object. */
export const SORT_PARAMETERS = "property0? descending! unique! casesensitive! culture inputobject<? top bottom stable!";
export const SORT_PROPERTY: u32 = 0;
export const SORT_DESCENDING: u32 = 1;
export const SORT_UNIQUE: u32 = 2;
export const SORT_INPUT_OBJECT: u32 = 5;
export const SORT_TOP: u32 = 6;
export const SORT_BOTTOM: u32 = 7;

/** Join-Path. */
export const JOIN_PATH_PARAMETERS = "path|pspath0< childpath1? additionalchildpath2 resolve! credential *";
export const JOIN_PATH_PATH: u32 = 0;
export const JOIN_PATH_CHILD_PATH: u32 = 1;
export const JOIN_PATH_ADDITIONAL_CHILD_PATH: u32 = 2;
export const JOIN_PATH_RESOLVE: u32 = 3;

/** Split-Path. */
export const SPLIT_PATH_PARAMETERS =
  "path|literalpath0< leaf! parent! qualifier! noqualifier! isabsolute! resolve! leafbase! extension!";
export const SPLIT_PATH_PATH: u32 = 0;
export const SPLIT_PATH_LEAF: u32 = 1;
export const SPLIT_PATH_QUALIFIER: u32 = 3;
export const SPLIT_PATH_NO_QUALIFIER: u32 = 4;
export const SPLIT_PATH_IS_ABSOLUTE: u32 = 5;
export const SPLIT_PATH_RESOLVE: u32 = 6;
export const SPLIT_PATH_LEAF_BASE: u32 = 7;
export const SPLIT_PATH_EXTENSION: u32 = 8;

/** Set-Variable, New-Variable. */
export const SET_VARIABLE_PARAMETERS =
  "name0 value1<? description option- scope passthru! force! visibility- include- exclude- append!- whatif|wi!";
export const SET_VARIABLE_NAME: u32 = 0;
export const SET_VARIABLE_VALUE: u32 = 1;
export const SET_VARIABLE_SCOPE: u32 = 4;
export const SET_VARIABLE_PASS_THRU: u32 = 5;
export const SET_VARIABLE_FORCE: u32 = 6;
export const SET_VARIABLE_INCLUDE: u32 = 8;
export const SET_VARIABLE_EXCLUDE: u32 = 9;
export const SET_VARIABLE_WHAT_IF: u32 = 11;

/** Get-Variable. */
export const GET_VARIABLE_PARAMETERS = "name0< valueonly! include exclude scope";
export const GET_VARIABLE_NAME: u32 = 0;
export const GET_VARIABLE_VALUE_ONLY: u32 = 1;
export const GET_VARIABLE_SCOPE: u32 = 4;

/** Clear-Variable, Remove-Variable. */
export const CLEAR_VARIABLE_PARAMETERS = "name0 scope force! include- exclude- passthru!";
export const CLEAR_VARIABLE_NAME: u32 = 0;
export const CLEAR_VARIABLE_SCOPE: u32 = 1;
