/** Written by scripts/generate.mjs from the rules beside it. Do not edit: change a rule, then run the script. */

/** Behaviours the core knows. */
export const BEHAVIOUR_COUNT: u32 = 3;
/** The finding's `detector` object. */
export const DETECTOR: string = '{"version":"1.0.0"}';

const parameters0: usize = memory.data<u8>([0, 0, 7, 14, 0, 0, 0, 15, 7, 0, 8, 66, 1, 1, 255, 15, 15, 0, 19, 2, 2, 2, 255, 3, 34, 0, 19, 1, 3, 0, 255, 15, 53, 0, 5, 1, 4, 0, 255, 2, 58, 0, 28, 0, 5, 0, 255, 15, 86, 0, 12, 0, 6, 0, 255, 15, 98, 0, 9, 64, 7, 0, 255, 15, 107, 0, 24, 0, 8, 0, 255, 7, 131, 0, 24, 0, 9, 0, 255, 15, 155, 0, 13, 0, 10, 0, 255, 15, 168, 0, 21, 0, 11, 0, 255, 15, 189, 0, 16, 0, 12, 0, 255, 15, 205, 0, 15, 1, 13, 0, 255, 15, 220, 0, 14, 0, 14, 0, 255, 15, 234, 0, 14, 0, 15, 0, 255, 15, 248, 0, 13, 0, 16, 0, 255, 7, 5, 1, 9, 1, 17, 0, 255, 15, 14, 1, 14, 0, 18, 0, 255, 7, 28, 1, 9, 0, 19, 0, 255, 8, 37, 1, 4, 64, 20, 0, 255, 15, 41, 1, 22, 0, 21, 0, 255, 3, 63, 1, 8, 0, 22, 0, 255, 15, 71, 1, 16, 0, 23, 0, 255, 7, 87, 1, 14, 0, 24, 0, 255, 7, 101, 1, 21, 0, 25, 0, 255, 3, 122, 1, 11, 0, 26, 0, 255, 7, 133, 1, 16, 64, 27, 0, 255, 15, 149, 1, 7, 1, 28, 0, 255, 15, 156, 1, 14, 64, 29, 0, 255, 15, 170, 1, 16, 64, 30, 0, 255, 15, 186, 1, 12, 0, 31, 0, 255, 7, 198, 1, 7, 17, 32, 0, 255, 15, 205, 1, 5, 17, 33, 0, 255, 15, 210, 1, 11, 16, 34, 0, 255, 15, 221, 1, 13, 16, 35, 0, 255, 15, 234, 1, 17, 16, 36, 0, 255, 15, 251, 1, 14, 16, 37, 0, 255, 15, 9, 2, 13, 16, 38, 0, 255, 15, 22, 2, 15, 16, 39, 0, 255, 15, 37, 2, 19, 16, 40, 0, 255, 15, 56, 2, 11, 16, 41, 0, 255, 15, 67, 2, 9, 16, 42, 0, 255, 15, 76, 2, 16, 16, 43, 0, 255, 15, 92, 2, 6, 17, 44, 0, 255, 15, 98, 2, 7, 17, 45, 0, 255, 15, 105, 2, 2, 48, 32, 0, 255, 15, 107, 2, 2, 48, 33, 0, 255, 15, 109, 2, 2, 48, 34, 0, 255, 15, 111, 2, 2, 48, 35, 0, 255, 15, 113, 2, 4, 48, 36, 0, 255, 15, 117, 2, 5, 48, 37, 0, 255, 15, 122, 2, 2, 48, 38, 0, 255, 15, 124, 2, 2, 48, 39, 0, 255, 15, 126, 2, 2, 48, 40, 0, 255, 15, 128, 2, 2, 48, 41, 0, 255, 15, 130, 2, 2, 48, 42, 0, 255, 15, 132, 2, 2, 48, 43, 0, 255, 15, 134, 2, 2, 48, 44, 0, 255, 15, 136, 2, 2, 48, 45, 0, 255, 15]);
const severities0: usize = memory.data<u8>([4, 255, 4, 3, 3, 0, 3, 255, 1, 3, 255, 2, 2, 2, 0, 1, 1, 0, 2, 255, 0]);
const parameters1: usize = memory.data<u8>([0, 0, 8, 14, 0, 1, 0, 7, 8, 0, 11, 2, 1, 2, 255, 7, 19, 0, 12, 2, 2, 2, 255, 7, 31, 0, 5, 1, 3, 0, 255, 2, 36, 0, 16, 0, 4, 0, 255, 7, 52, 0, 5, 1, 5, 1, 255, 3, 57, 0, 7, 17, 6, 0, 255, 7, 64, 0, 5, 17, 7, 0, 255, 7, 69, 0, 11, 16, 8, 0, 255, 7, 80, 0, 13, 16, 9, 0, 255, 7, 93, 0, 17, 16, 10, 0, 255, 7, 110, 0, 14, 16, 11, 0, 255, 7, 124, 0, 13, 16, 12, 0, 255, 7, 137, 0, 15, 16, 13, 0, 255, 7, 152, 0, 19, 16, 14, 0, 255, 7, 171, 0, 11, 16, 15, 0, 255, 7, 182, 0, 9, 16, 16, 0, 255, 7, 191, 0, 16, 16, 17, 0, 255, 7, 207, 0, 6, 17, 18, 0, 255, 7, 213, 0, 7, 17, 19, 0, 255, 7, 220, 0, 2, 48, 6, 0, 255, 7, 222, 0, 2, 48, 7, 0, 255, 7, 224, 0, 2, 48, 8, 0, 255, 7, 226, 0, 2, 48, 9, 0, 255, 7, 228, 0, 4, 48, 10, 0, 255, 7, 232, 0, 5, 48, 11, 0, 255, 7, 237, 0, 2, 48, 12, 0, 255, 7, 239, 0, 2, 48, 13, 0, 255, 7, 241, 0, 2, 48, 14, 0, 255, 7, 243, 0, 2, 48, 15, 0, 255, 7, 245, 0, 2, 48, 16, 0, 255, 7, 247, 0, 2, 48, 17, 0, 255, 7, 249, 0, 2, 48, 18, 0, 255, 7, 251, 0, 2, 48, 19, 0, 255, 7]);
const severities1: usize = memory.data<u8>([3, 255, 2, 2, 255, 0]);
const parameters2: usize = memory.data<u8>([0, 0, 14, 66, 0, 1, 255, 1]);
const severities2: usize = memory.data<u8>([4, 255, 4]);

/** The rule's id. */
export function ruleId(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return 'mailbox-export-to-share';
    case 1:
      return 'mailbox-export-cleanup';
    default:
      return 'mailbox-export-script-file';
  }
}

/** The finding's `rule` object. */
export function ruleObject(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return '{"id":"mailbox-export-to-share","uuid":"6f3c1d0e-58a4-4d0b-9a57-2c1f4be97d63","name":"Exchange mailbox export by PowerShell","version":"1.0.0","reference":"https://docs.datadoghq.com/security/default_rules/def-000-316/"}';
    case 1:
      return '{"id":"mailbox-export-cleanup","uuid":"412d05d3-4061-4c3b-a3ca-3c0d7431d5d2","name":"Exchange mailbox export request removed without a question","version":"1.0.0","reference":"https://attack.mitre.org/techniques/T1070/008/"}';
    default:
      return '{"id":"mailbox-export-script-file","uuid":"0a2f6f0c-6a0e-4a53-9d0c-6c7a5d3b8e41","name":"Exchange\'s export service wrote a script file","version":"1.0.0","reference":"https://attack.mitre.org/techniques/T1505/003/"}';
  }
}

/** Whether the behaviour is on when the settings name none. */
export function isDefault(behaviour: u32): bool {
  switch (behaviour) {
    case 0:
      return true;
    case 1:
      return false;
    default:
      return false;
  }
}

/** Whether the command is a program that writes the path as a file, and no command of PowerShell. */
export function writesFile(behaviour: u32): bool {
  switch (behaviour) {
    case 0:
      return false;
    case 1:
      return false;
    default:
      return true;
  }
}

/** The command's canonical name. */
export function commandName(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return 'New-MailboxExportRequest';
    case 1:
      return 'Remove-MailboxExportRequest';
    default:
      return 'MSExchangeMailboxReplication.exe';
  }
}

/** The command's name in lower case. */
export function commandWord(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return 'new-mailboxexportrequest';
    case 1:
      return 'remove-mailboxexportrequest';
    default:
      return 'msexchangemailboxreplication.exe';
  }
}

/** Names of the command's family, which make a pattern ambiguous. */
export function familyCount(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 10;
    case 1:
      return 9;
    default:
      return 0;
  }
}

/** Index of the behaviour's first name for `familyWord`. */
export function familyStart(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 0;
    case 1:
      return 10;
    default:
      return 19;
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
    case 8:
      return 'new-mailboxrelocationrequest';
    case 9:
      return 'new-mailboxrepairrequest';
    case 10:
      return 'get-mailboxexportrequest';
    case 11:
      return 'get-mailboxexportrequeststatistics';
    case 12:
      return 'new-mailboxexportrequest';
    case 13:
      return 'resume-mailboxexportrequest';
    case 14:
      return 'set-mailboxexportrequest';
    case 15:
      return 'suspend-mailboxexportrequest';
    case 16:
      return 'remove-mailboximportrequest';
    case 17:
      return 'remove-mailboxrestorerequest';
    default:
      return 'remove-mailboxrelocationrequest';
  }
}

/** Rows of parameters and aliases (exchange/names.ts). */
export function parameterRows(behaviour: u32): usize {
  switch (behaviour) {
    case 0:
      return parameters0;
    case 1:
      return parameters1;
    default:
      return parameters2;
  }
}

/** Number of rows; the parameters come first, then the aliases. */
export function rowCount(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 60;
    case 1:
      return 34;
    default:
      return 1;
  }
}

/** Number of parameters. */
export function parameterCount(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 46;
    case 1:
      return 20;
    default:
      return 1;
  }
}

/** The names of the rows, one after the other. */
export function parameterNames(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return 'MailboxFilePathComplianceStorePathAcceptLargeDataLossAsJobAssociatedMessagesCopyOptionBadItemLimitBatchNameCompletedRequestAgeLimitConflictResolutionOptionContentFilterContentFilterLanguageDomainControllerExcludeDumpsterExcludeFoldersIncludeFoldersInternalFlagsIsArchiveLargeItemLimitMRSServerNamePreferredMessageFormatPriorityRemoteCredentialRemoteHostNameRequestExpiryIntervalSkipMergingSourceRootFolderSuspendSuspendCommentTargetRootFolderWorkloadTypeVerboseDebugErrorActionWarningActionInformationActionProgressActionErrorVariableWarningVariableInformationVariableOutVariableOutBufferPipelineVariableWhatIfConfirmvbdbeawainfaprogaevwvivovobpvwicf';
    case 1:
      return 'IdentityRequestGuidRequestQueueAsJobDomainControllerForceVerboseDebugErrorActionWarningActionInformationActionProgressActionErrorVariableWarningVariableInformationVariableOutVariableOutBufferPipelineVariableWhatIfConfirmvbdbeawainfaprogaevwvivovobpvwicf';
    default:
      return 'TargetFilename';
  }
}

/** Number of parameter tables, the newest first. */
export function tableCount(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 4;
    case 1:
      return 3;
    default:
      return 1;
  }
}

/** The parameter that says what the command works on; a match needs it. */
export function subjectParameter(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 0;
    case 1:
      return 0;
    default:
      return 0;
  }
}

/** The parameter that names the mailbox, or 255. */
export function mailboxParameter(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 0;
    case 1:
      return 255;
    default:
      return 255;
  }
}

/** The parameter that names the file, or 255. */
export function pathParameter(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 1;
    case 1:
      return 255;
    default:
      return 0;
  }
}

/** The parameter that must be bound to a constant false for a match, or 255. */
export function deniedParameter(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 255;
    case 1:
      return 19;
    default:
      return 255;
  }
}

/** The parameter of a dry run, or 255. */
export function whatIfParameter(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 44;
    case 1:
      return 18;
    default:
      return 255;
  }
}

/** Lines of the severity table, three bytes each (exchange/severity.ts). */
export function severityLines(behaviour: u32): usize {
  switch (behaviour) {
    case 0:
      return severities0;
    case 1:
      return severities1;
    default:
      return severities2;
  }
}

/** Number of severity lines. */
export function severityCount(behaviour: u32): u32 {
  switch (behaviour) {
    case 0:
      return 7;
    case 1:
      return 2;
    default:
      return 1;
  }
}

/** Endings of a path that its severity line names, split by `|`. */
export function severityExtensions(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return '.aspx|.asp|.ashx|.asmx|.php|.jsp';
    case 1:
      return '';
    default:
      return '.aspx|.asp|.ashx|.asmx|.php|.jsp';
  }
}

/** Folders that its severity line names, split by `|`. */
export function severityFolders(behaviour: u32): string {
  switch (behaviour) {
    case 0:
      return 'inetpub\\wwwroot|frontend\\httpproxy|clientaccess|owa\\auth|aspnet_client';
    case 1:
      return '';
    default:
      return '';
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

/** Characters of parameter names (exchange/names.ts). */
export const characterRanges: usize = memory.data<u32>([1, 16711688, 14, 16711698, 127, 16711686, 134, 16711706, 170, 1, 173, 16711681, 186, 917505, 688, 458753, 690, 589825, 691, 1114113, 695, 1441793, 696, 1572865, 737, 720897, 738, 1179649, 739, 1507329, 847, 16711681, 867, 1, 868, 262145, 869, 524289, 870, 917505, 871, 1310721, 872, 131074, 874, 458753, 875, 786433, 876, 1114113, 877, 1245185, 878, 1376257, 879, 1507329, 1160, 16711682, 1425, 16711711, 1469, 16711681, 1476, 16711682, 1536, 16711686, 1552, 16711691, 1564, 16711681, 1600, 16711681, 1750, 16711688, 1759, 16711686, 1767, 16711682, 1770, 16711684, 1807, 16711681, 1856, 16711681, 1859, 16711682, 1863, 16711684, 2042, 16711681, 2192, 16711682, 2200, 16711686, 2250, 16711705, 2282, 16711686, 2291, 16711681, 2385, 16711682, 3864, 16711682, 3893, 16711681, 3895, 16711681, 3902, 16711682, 3974, 16711682, 4038, 16711681, 6068, 16711682, 6099, 16711681, 6154, 16711686, 6783, 16711681, 6847, 1441793, 7019, 16711689, 7376, 16711705, 7412, 16711681, 7415, 16711683, 7468, 1, 7470, 65537, 7472, 196610, 7475, 393224, 7484, 917505, 7486, 983041, 7487, 1114113, 7488, 1245186, 7490, 1441793, 7491, 1, 7495, 65537, 7496, 196610, 7501, 393217, 7503, 655361, 7504, 786433, 7506, 917505, 7510, 983041, 7511, 1245186, 7515, 1376257, 7522, 524289, 7523, 1114113, 7524, 1310722, 7580, 131073, 7584, 327681, 7611, 1638401, 7626, 1114113, 7642, 393217, 7644, 655362, 7648, 851969, 7652, 1179649, 7654, 1638401, 7656, 65537, 7659, 327681, 7662, 983041, 7665, 1441793, 8203, 16711685, 8234, 16711685, 8288, 16711685, 8294, 16711690, 8305, 524289, 8319, 851969, 8336, 1, 8337, 262145, 8338, 917505, 8339, 1507329, 8341, 458753, 8342, 655364, 8346, 983041, 8347, 1179650, 8450, 131073, 8458, 393218, 8460, 458753, 8461, 458753, 8462, 458753, 8464, 524289, 8465, 524289, 8466, 720897, 8467, 720897, 8469, 851969, 8470, 2097153, 8473, 983043, 8476, 1114113, 8477, 1114113, 8484, 1638401, 8488, 1638401, 8490, 655361, 8492, 65538, 8495, 262145, 8496, 262146, 8499, 786433, 8500, 917505, 8505, 524289, 8517, 196609, 8518, 196610, 8520, 524290, 8544, 524289, 8547, 2162689, 8548, 1376257, 8553, 1507329, 8556, 720897, 8557, 131074, 8559, 786433, 8560, 524289, 8563, 2162689, 8564, 1376257, 8569, 1507329, 8572, 720897, 8573, 131074, 8575, 786433, 9398, 52, 11388, 589825, 11389, 1376257, 11647, 16711681, 13005, 2228225, 13006, 2293761, 13170, 2359297, 13175, 2424833, 13184, 2490369, 13185, 2555905, 13187, 2621441, 13195, 2686977, 13206, 2752513, 13208, 2818049, 13212, 2883585, 13225, 2490369, 13232, 2949121, 13237, 3014657, 13252, 3080193, 13258, 3145729, 13260, 3211265, 13274, 3276801, 42608, 16711683, 42994, 131073, 42995, 327681, 42996, 1048577, 43232, 16711698, 64256, 3342337, 64257, 3407873, 64258, 3473409, 64262, 3538945, 65024, 16711696, 65057, 16711681, 65059, 16711684, 65064, 16711681, 65066, 16711684, 65071, 16711681, 65139, 16711681, 65279, 16711681, 65529, 16711683, 66272, 16711681, 67493, 1048577, 69373, 16711683, 69821, 16711681, 69837, 16711681, 70502, 16711687, 70512, 16711685, 78896, 16711697, 78919, 16711695, 94180, 16711681, 113824, 16711684, 118528, 16711726, 118576, 16711703, 119141, 16711685, 119149, 16711702, 119173, 16711687, 119210, 16711684, 119362, 16711683, 119808, 85, 119894, 524359, 119966, 131074, 119970, 393217, 119973, 589826, 119977, 851972, 119982, 1179660, 119995, 327681, 119997, 458759, 120005, 983105, 120071, 196612, 120077, 589832, 120086, 1179655, 120094, 28, 120123, 196612, 120128, 524293, 120134, 917505, 120138, 1179655, 120146, 338, 121344, 16711735, 121403, 16711730, 121461, 16711681, 121476, 16711681, 121499, 16711685, 121505, 16711695, 125136, 16711687, 127275, 131073, 127276, 1114113, 127280, 26, 127309, 3604481, 127312, 26, 127340, 3670017, 127344, 26, 127370, 983041, 127372, 2490369, 127397, 196609, 917505, 16711681, 917536, 16711776, 917760, 16711920]);
/** Number of ranges. */
export const CHARACTER_RANGES: u32 = 252;

/** Letters that one character stands for. */
export function ligature(index: u32): string {
  switch (index) {
    case 0:
      return 'no';
    case 1:
      return 'iv';
    case 2:
      return 'erg';
    case 3:
      return 'ev';
    case 4:
      return 'da';
    case 5:
      return 'dm';
    case 6:
      return 'pa';
    case 7:
      return 'na';
    case 8:
      return 'ma';
    case 9:
      return 'nf';
    case 10:
      return 'ml';
    case 11:
      return 'kl';
    case 12:
      return 'mm';
    case 13:
      return 'ps';
    case 14:
      return 'nv';
    case 15:
      return 'cc';
    case 16:
      return 'ha';
    case 17:
      return 'in';
    case 18:
      return 'pr';
    case 19:
      return 'ff';
    case 20:
      return 'fi';
    case 21:
      return 'fl';
    case 22:
      return 'st';
    case 23:
      return 'ss';
    default:
      return 'mr';
  }
}

/** Techniques that a finding may name. */
export const THREAT_COUNT: u32 = 8;
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
    case 4:
      return 0;
    case 5:
      return 1;
    case 6:
      return 1;
    default:
      return 2;
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
    case 4:
      return 4;
    case 5:
      return 0;
    case 6:
      return 4;
    default:
      return 0;
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
    case 4:
      return 'TA0005';
    case 5:
      return 'TA0005';
    case 6:
      return 'TA0005';
    default:
      return 'TA0003';
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
    case 4:
      return 'T1027';
    case 5:
      return 'T1070';
    case 6:
      return 'T1027';
    default:
      return 'T1505';
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
    case 4:
      return '';
    case 5:
      return 'T1070.008';
    case 6:
      return '';
    default:
      return 'T1505.003';
  }
}
