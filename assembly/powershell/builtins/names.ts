/**
 * Names of the builtins, with the aliases that PowerShell sets itself.
 */
import { DOT, HYPHEN } from "../../bytes/ascii";
import { find } from "../../bytes/dictionary";
import { writeLiteral } from "../../bytes/literal";

export const BUILTIN_EACH: i32 = 0;
export const BUILTIN_WHERE: i32 = 1;
export const BUILTIN_OUTPUT: i32 = 2;
export const BUILTIN_EXPRESSION: i32 = 3;
export const BUILTIN_COMMAND: i32 = 4;
export const BUILTIN_JOB: i32 = 5;
export const BUILTIN_ALIAS: i32 = 6;
export const BUILTIN_LOOKUP: i32 = 7;
export const BUILTIN_MODULE: i32 = 8;
export const BUILTIN_SET_VARIABLE: i32 = 9;
export const BUILTIN_GET_VARIABLE: i32 = 10;
export const BUILTIN_CLEAR_VARIABLE: i32 = 11;
export const BUILTIN_SET_ITEM: i32 = 12;
export const BUILTIN_COPY_ITEM: i32 = 13;
export const BUILTIN_GET_ITEM: i32 = 14;
export const BUILTIN_REMOVE_ITEM: i32 = 15;
export const BUILTIN_WRITE_FILE: i32 = 16;
export const BUILTIN_TEE: i32 = 17;
export const BUILTIN_NULL: i32 = 18;
export const BUILTIN_STRING: i32 = 19;
export const BUILTIN_JOIN_PATH: i32 = 20;
export const BUILTIN_SPLIT_PATH: i32 = 21;
export const BUILTIN_NEW_OBJECT: i32 = 22;
export const BUILTIN_ADD_MEMBER: i32 = 23;
export const BUILTIN_MEASURE: i32 = 24;
export const BUILTIN_SELECT: i32 = 25;
export const BUILTIN_SORT: i32 = 26;
export const BUILTIN_SHELL: i32 = 27;
export const BUILTIN_CMD: i32 = 28;
export const BUILTIN_PROCESS: i32 = 29;
export const BUILTIN_HANDED: i32 = 30;
export const BUILTIN_SILENT: i32 = 31;
export const BUILTIN_GET_ALIAS: i32 = 32;
export const BUILTIN_NEW_ITEM: i32 = 33;
export const BUILTIN_CONTENT: i32 = 34;
export const BUILTIN_REMOVE_ALIAS: i32 = 35;
export const BUILTIN_LOCATION: i32 = 36;
export const BUILTIN_OTHER_ITEM: i32 = 37;
export const BUILTIN_STRICT_MODE: i32 = 38;
export const BUILTIN_FROM_JSON: i32 = 39;
export const BUILTIN_FROM_STRING_DATA: i32 = 40;
export const BUILTIN_FROM_CSV: i32 = 41;
export const BUILTIN_VIEW: i32 = 42;
export const BUILTIN_MESSAGE: i32 = 43;
export const BUILTIN_TO_SECURE_STRING: i32 = 44;
export const BUILTIN_FROM_SECURE_STRING: i32 = 45;

/** BUILTIN_* and the words that name it, a builtin a line. */
export const BUILTIN_WORDS = `
0 foreach-object % foreach
1 where-object ? where
2 write-output echo write
3 invoke-expression iex
4 invoke-command icm
5 start-job sajb start-threadjob register-scheduledjob
6 set-alias sal new-alias nal
7 get-command gcm
8 get-module gmo import-module ipmo
9 set-variable sv set new-variable nv
10 get-variable gv
11 clear-variable clv remove-variable rv
12 set-item si
13 copy-item cpi copy cp rename-item rni ren move-item mi move mv
14 get-item gi get-childitem gci ls dir
15 remove-item ri rm del erase rd rmdir
16 set-content sc add-content ac out-file
17 tee-object tee
18 out-null
19 out-string
20 join-path
21 split-path
22 new-object
23 add-member
24 measure-command
25 select-object select
26 sort-object sort
27 powershell powershell.exe pwsh pwsh.exe
28 cmd cmd.exe
29 start-process saps start
30 schtasks schtasks.exe new-scheduledtaskaction invoke-wmimethod iwmi invoke-cimmethod icim sc.exe wmic wmic.exe at at.exe new-service
31 write-host write-verbose write-debug write-progress start-sleep sleep add-pssnapin remove-module set-executionpolicy clear-host set-psdebug add-type out-host
32 get-alias gal
33 new-item ni
34 get-content gc type cat
35 remove-alias
36 set-location cd chdir sl push-location pushd
37 clear-item cli clear-content clc set-itemproperty sp clear-itemproperty clp copy-itemproperty cpp move-itemproperty mp
38 set-strictmode
39 convertfrom-json
40 convertfrom-stringdata
41 convertfrom-csv
42 group-object group measure-object measure format-table ft format-list fl format-wide fw format-custom fc compare-object compare diff
43 write-warning write-information write-error
44 convertto-securestring
45 convertfrom-securestring
`;
const MASK: u32 = 511;
const table: usize = memory.data((MASK + 2) << 2, 4);

/** BUILTIN_* of a name, or -1. */
export function builtinNamed(name: usize, length: usize): i32 {
  return find(BUILTIN_WORDS, table, MASK, name, length);
}

// The listing of a builtin's names stands at this unit of the words.
let listed: usize = 0;
/** The name that was listed last. */
export const nameBuffer: usize = memory.data(32);

/** Lists the names of a builtin: puts the first into `nameBuffer`. @returns its length */
export function firstNameOf(number: i32): usize {
  const units = changetype<usize>(BUILTIN_WORDS);
  let line = number;
  listed = 1;
  while (line > 0) if (load<u16>(units + (listed++ << 1)) == 10) line--;
  while (load<u16>(units + (listed << 1)) != 32) listed++;
  return nextNameOf();
}

/** The next name of the builtin. @returns its length, 0 for no more */
export function nextNameOf(): usize {
  const units = changetype<usize>(BUILTIN_WORDS);
  if (load<u16>(units + (listed << 1)) != 32) return 0;
  listed++;
  let length: usize = 0;
  while (length < 32 && load<u16>(units + (listed << 1)) > 32)
    store<u8>(nameBuffer + length++, <u8>load<u16>(units + (listed++ << 1)));
  return length;
}

/** Bytes of the longest name that is tried with a verb. */
const LONGEST_NOUN: usize = 24;
const withVerb: usize = memory.data(32);

/** BUILTIN_* of a name, or of the name after `get-`, which PowerShell tries last, or -1. PowerShell: CommandDiscovery.LookupCommandInfo */
export function commandNamed(name: usize, length: usize): i32 {
  const builtin = builtinNamed(name, length);
  if (builtin >= 0 || length > LONGEST_NOUN) return builtin;
  const end = writeLiteral(withVerb, "get-");
  memory.copy(end, name, length);
  return builtinNamed(withVerb, length + 4);
}

/** Aliases that PowerShell sets itself and that the machine does not follow: they stand in front of functions of that name. */
const ALIASES =
  "ac asnp cat cd chdir clc clear clhy cli clp cls clv cnsn compare cp cpp curl cvpa dbp diff dir dnsn ebp epal epcsv epsn exsn fc fhx fl ft fw gbp gcb gcim gcs gdr ghy gjb gl gm gp gps gpv group grp gsn gsnp gsv gtz gu gv gwmi h history ihy ii ipal ipcsv ipsn irm ise iwr kill lp ls man md measure mount mp ncim ndr nmo npssc nsn nwsn ogv oh pbs popd ps pushd pwd r rbp rcim rcjb rcsn rdr rjb rmdir rmo rnp rp rsn rsnp rujb rvpa rwmi sajb sbp scb scim shcm sl sls spjb spps spsv stz sujb swmi tnc trcm wget wjb write";
const aliasTable: usize = memory.data((MASK + 2) << 2, 4);

/** Whether a name is an alias of PowerShell's own, which a function of the text does not replace. */
export function isOwnAlias(name: usize, length: usize): bool {
  for (let i: usize = 0; i < length; i++) if (load<u8>(name + i) == HYPHEN || load<u8>(name + i) == DOT) return false;
  const builtin = builtinNamed(name, length);
  if (builtin >= 0) return builtin != BUILTIN_SHELL && builtin != BUILTIN_CMD && builtin != BUILTIN_HANDED;
  return find(ALIASES, aliasTable, MASK, name, length) >= 0;
}
