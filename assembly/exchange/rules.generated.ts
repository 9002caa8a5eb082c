/** Written by scripts/generate.mjs from the rules beside it. Do not edit: change a rule, then run the script. */

/** Behaviours the core knows. */
export const BEHAVIOUR_COUNT: u32 = 1;
/** The finding's `detector` object. */
export const DETECTOR: string = '{"version":"1.0.0"}';

const parameters0: usize = memory.data<u8>([0, 0, 7, 14, 0, 1, 0, 15, 7, 0, 8, 2, 1, 1, 255, 15, 15, 0, 19, 2, 2, 2, 255, 3, 34, 0, 19, 1, 3, 0, 255, 15, 53, 0, 5, 1, 4, 0, 255, 2, 58, 0, 28, 0, 5, 0, 255, 15, 86, 0, 12, 0, 6, 0, 255, 15, 98, 0, 9, 0, 7, 0, 255, 15, 107, 0, 24, 0, 8, 0, 255, 7, 131, 0, 24, 0, 9, 0, 255, 15, 155, 0, 13, 0, 10, 0, 255, 15, 168, 0, 21, 0, 11, 0, 255, 15, 189, 0, 16, 0, 12, 0, 255, 15, 205, 0, 15, 1, 13, 0, 255, 15, 220, 0, 14, 0, 14, 0, 255, 15, 234, 0, 14, 0, 15, 0, 255, 15, 248, 0, 13, 0, 16, 0, 255, 7, 5, 1, 9, 1, 17, 0, 255, 15, 14, 1, 14, 0, 18, 0, 255, 7, 28, 1, 9, 0, 19, 0, 255, 8, 37, 1, 4, 0, 20, 0, 255, 15, 41, 1, 22, 0, 21, 0, 255, 3, 63, 1, 8, 0, 22, 0, 255, 15, 71, 1, 16, 0, 23, 0, 255, 7, 87, 1, 14, 0, 24, 0, 255, 7, 101, 1, 21, 0, 25, 0, 255, 3, 122, 1, 11, 0, 26, 0, 255, 7, 133, 1, 16, 0, 27, 0, 255, 15, 149, 1, 7, 1, 28, 0, 255, 15, 156, 1, 14, 0, 29, 0, 255, 15, 170, 1, 16, 0, 30, 0, 255, 15, 186, 1, 12, 0, 31, 0, 255, 7, 198, 1, 7, 17, 32, 0, 255, 15, 205, 1, 5, 17, 33, 0, 255, 15, 210, 1, 11, 16, 34, 0, 255, 15, 221, 1, 13, 16, 35, 0, 255, 15, 234, 1, 17, 16, 36, 0, 255, 15, 251, 1, 14, 16, 37, 0, 255, 15, 9, 2, 13, 16, 38, 0, 255, 15, 22, 2, 15, 16, 39, 0, 255, 15, 37, 2, 19, 16, 40, 0, 255, 15, 56, 2, 11, 16, 41, 0, 255, 15, 67, 2, 9, 16, 42, 0, 255, 15, 76, 2, 16, 16, 43, 0, 255, 15, 92, 2, 6, 17, 44, 0, 255, 15, 98, 2, 7, 17, 45, 0, 255, 15, 105, 2, 2, 48, 32, 0, 255, 15, 107, 2, 2, 48, 33, 0, 255, 15, 109, 2, 2, 48, 34, 0, 255, 15, 111, 2, 2, 48, 35, 0, 255, 15, 113, 2, 4, 48, 36, 0, 255, 15, 117, 2, 5, 48, 37, 0, 255, 15, 122, 2, 2, 48, 38, 0, 255, 15, 124, 2, 2, 48, 39, 0, 255, 15, 126, 2, 2, 48, 40, 0, 255, 15, 128, 2, 2, 48, 41, 0, 255, 15, 130, 2, 2, 48, 42, 0, 255, 15, 132, 2, 2, 48, 43, 0, 255, 15, 134, 2, 2, 48, 44, 0, 255, 15, 136, 2, 2, 48, 45, 0, 255, 15]);
const severities0: usize = memory.data<u8>([4, 255, 4, 3, 3, 0, 3, 255, 1, 3, 255, 2, 2, 2, 0, 1, 1, 0, 2, 255, 0]);

/** The rule's id. */
export function ruleId(behaviour: u32): string {
  switch (behaviour) {
    default:
      return 'mailbox-export-to-share';
  }
}

/** The finding's `rule` object. */
export function ruleObject(behaviour: u32): string {
  switch (behaviour) {
    default:
      return '{"id":"mailbox-export-to-share","uuid":"6f3c1d0e-58a4-4d0b-9a57-2c1f4be97d63","name":"Exchange mailbox export by PowerShell","version":"1.0.0","reference":"https://docs.datadoghq.com/security/default_rules/def-000-316/"}';
  }
}

/** Whether the behaviour is on when the settings name none. */
export function isDefault(behaviour: u32): bool {
  switch (behaviour) {
    default:
      return true;
  }
}

/** The command's canonical name. */
export function commandName(behaviour: u32): string {
  switch (behaviour) {
    default:
      return 'New-MailboxExportRequest';
  }
}

/** The command's name in lower case. */
export function commandWord(behaviour: u32): string {
  switch (behaviour) {
    default:
      return 'new-mailboxexportrequest';
  }
}

/** Names of the command's family, which make a pattern ambiguous. */
export function familyCount(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 9;
  }
}

/** Index of the behaviour's first name for `familyWord`. */
export function familyStart(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 0;
  }
}

/** A name of a family, in lower case. */
export function familyWord(index: u32): string {
  switch (index) {
    case 0:
      return 'get-mailboxexportrequest';
    case 1:
      return 'get-mailboxexportrequeststatistics';
    case 2:
      return 'remove-mailboxexportrequest';
    case 3:
      return 'resume-mailboxexportrequest';
    case 4:
      return 'set-mailboxexportrequest';
    case 5:
      return 'suspend-mailboxexportrequest';
    case 6:
      return 'new-mailboximportrequest';
    case 7:
      return 'new-mailboxrestorerequest';
    default:
      return 'new-mailboxrelocationrequest';
  }
}

/** Rows of parameters and aliases (exchange/parameters.ts). */
export function parameterRows(behaviour: u32): usize {
  switch (behaviour) {
    default:
      return parameters0;
  }
}

/** Number of rows; the parameters come first, then the aliases. */
export function rowCount(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 60;
  }
}

/** Number of parameters. */
export function parameterCount(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 46;
  }
}

/** The names of the rows, one behind the other, in lower case. */
export function parameterNames(behaviour: u32): string {
  switch (behaviour) {
    default:
      return 'mailboxfilepathcompliancestorepathacceptlargedatalossasjobassociatedmessagescopyoptionbaditemlimitbatchnamecompletedrequestagelimitconflictresolutionoptioncontentfiltercontentfilterlanguagedomaincontrollerexcludedumpsterexcludefoldersincludefoldersinternalflagsisarchivelargeitemlimitmrsservernamepreferredmessageformatpriorityremotecredentialremotehostnamerequestexpiryintervalskipmergingsourcerootfoldersuspendsuspendcommenttargetrootfolderworkloadtypeverbosedebugerroractionwarningactioninformationactionprogressactionerrorvariablewarningvariableinformationvariableoutvariableoutbufferpipelinevariablewhatifconfirmvbdbeawainfaprogaevwvivovobpvwicf';
  }
}

/** Number of parameter tables, the newest first. */
export function tableCount(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 4;
  }
}

/** The parameter that names the mailbox, or 255. */
export function mailboxParameter(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 0;
  }
}

/** The parameter that names the file, or 255. */
export function pathParameter(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 1;
  }
}

/** The parameter that must be bound to a constant false for a match, or 255. */
export function deniedParameter(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 255;
  }
}

/** The parameter of a dry run. */
export function whatIfParameter(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 44;
  }
}

/** Lines of the severity table, three bytes each (exchange/severity.ts). */
export function severityLines(behaviour: u32): usize {
  switch (behaviour) {
    default:
      return severities0;
  }
}

/** Number of severity lines. */
export function severityCount(behaviour: u32): u32 {
  switch (behaviour) {
    default:
      return 7;
  }
}

/** Endings of a path that its severity line names, split by `|`. */
export function severityExtensions(behaviour: u32): string {
  switch (behaviour) {
    default:
      return '.aspx|.asp|.ashx|.asmx|.php|.jsp';
  }
}

/** Folders that its severity line names, split by `|`. */
export function severityFolders(behaviour: u32): string {
  switch (behaviour) {
    default:
      return 'inetpub\\wwwroot|frontend\\httpproxy|clientaccess|owa\\auth|aspnet_client';
  }
}

/** Texts of the published search, all of which must occur. */
export const PUBLISHED_COUNT: u32 = 3;

/** One text of the published search, case sensitive. */
export function publishedText(index: u32): string {
  switch (index) {
    case 0:
      return 'New-MailboxExportRequest';
    case 1:
      return '-Mailbox';
    default:
      return '-FilePath';
  }
}

/** Techniques that a finding may name. */
export const THREAT_COUNT: u32 = 5;
export const WHEN_ALWAYS: u32 = 0;
export const WHEN_SHARE: u32 = 1;
export const WHEN_LOCAL: u32 = 2;
export const WHEN_CRITICAL: u32 = 3;
export const WHEN_DECODED: u32 = 4;

/** The finding's `threat.framework`. */
export const THREAT_FRAMEWORK: string = 'MITRE ATT&CK';

/** The behaviour whose calls a technique is of. */
export function threatBehaviour(threat: u32): u32 {
  switch (threat) {
    case 0:
      return 0;
    case 1:
      return 0;
    case 2:
      return 0;
    case 3:
      return 0;
    default:
      return 0;
  }
}

/** When a technique applies: WHEN_*. */
export function threatWhen(threat: u32): u32 {
  switch (threat) {
    case 0:
      return 0;
    case 1:
      return 1;
    case 2:
      return 2;
    case 3:
      return 3;
    default:
      return 4;
  }
}

/** Its tactic. */
export function threatTactic(threat: u32): string {
  switch (threat) {
    case 0:
      return 'TA0009';
    case 1:
      return 'TA0009';
    case 2:
      return 'TA0009';
    case 3:
      return 'TA0003';
    default:
      return 'TA0005';
  }
}

/** Its technique. */
export function threatTechnique(threat: u32): string {
  switch (threat) {
    case 0:
      return 'T1114';
    case 1:
      return 'T1074';
    case 2:
      return 'T1074';
    case 3:
      return 'T1505';
    default:
      return 'T1027';
  }
}

/** Its subtechnique, empty for none. */
export function threatSubtechnique(threat: u32): string {
  switch (threat) {
    case 0:
      return 'T1114.002';
    case 1:
      return 'T1074.002';
    case 2:
      return 'T1074.001';
    case 3:
      return 'T1505.003';
    default:
      return '';
  }
}
