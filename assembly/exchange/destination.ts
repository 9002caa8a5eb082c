/**
 * Where a path leads: this machine by way of the network, a share, a local disk, or nobody knows.
 */
import { AT_SIGN, BACKSLASH, DIGIT_0, DOLLAR, DOT, LOWER_A, LOWER_F, QUESTION, SLASH, SPACE } from "../bytes/ascii";
import { endsWithWord, isWord, startsWithWord } from "../bytes/literal";
import { findByte } from "../bytes/search";
import { equalsIgnoreCase, lower } from "../bytes/text";
import { DESTINATION_LOCAL, DESTINATION_LOOPBACK, DESTINATION_SHARE, DESTINATION_UNKNOWN } from "../contract";
import { ScriptBlock } from "../event/block";
import { firstRun } from "../powershell/values/partial";

/** Bytes of a path that are looked at from either end; Windows allows 32,767 units, Exchange far fewer. */
const MOST_PATH: usize = 2048;

let administrative = false;

/** Whether the last path judged names an administrative share: a drive's (`c$`), or `admin$`. */
export function isAdministrative(): bool {
  return administrative;
}

function isSeparator(byte: u32): bool {
  return byte == BACKSLASH || byte == SLASH;
}

/** The first separator at or after `at`, or `end`. */
function separatorFrom(at: usize, end: usize): usize {
  while (at < end && !isSeparator(load<u8>(at))) at++;
  return at;
}

/** Length of a name up to its first dot; all of it for an address, which is no name. */
function firstLabel(name: usize, length: usize): usize {
  let letters = false;
  let at: usize = 0;
  while (at < length && load<u8>(name + at) != DOT) {
    if (<u32>load<u8>(name + at) - DIGIT_0 > 9) letters = true;
    at++;
  }
  return letters ? at : length;
}

/** Whether two names mean one host: equal, or one is the short form of the other. */
function isSameHost(a: usize, aLength: usize, b: usize, bLength: usize): bool {
  if (aLength == 0 || bLength == 0) return false;
  const aLabel = firstLabel(a, aLength);
  const bLabel = firstLabel(b, bLength);
  if (aLabel != aLength && bLabel != bLength) return equalsIgnoreCase(a, aLength, b, bLength);
  return equalsIgnoreCase(a, aLabel, b, bLabel);
}

/** Whether a host of a path is the machine itself. The WebDAV port after `@` and a trailing dot are no part of it. */
function isLoopback(host: usize, length: usize, block: ScriptBlock | null): bool {
  for (let i: usize = 0; i < length; i++) if (load<u8>(host + i) == AT_SIGN) length = i;
  while (length > 0 && load<u8>(host + length - 1) == DOT) length--;
  if (isWord(host, length, "localhost") || isWord(host, length, "::1") || isWord(host, length, "[::1]")) return true;
  if (isWord(host, length, "0--1.ipv6-literal.net") || startsWithWord(host, length, "127.")) return true;
  return block != null && isSameHost(host, length, block.host, block.hostLength);
}

function isAdministrativeShare(share: usize, length: usize): bool {
  if (isWord(share, length, "admin$")) return true;
  return length == 2 && load<u8>(share + 1) == DOLLAR && lower(load<u8>(share)) - LOWER_A < 26;
}

/** A path whose host starts at `host`. */
function network(host: usize, end: usize, block: ScriptBlock | null): u32 {
  const hostEnd = separatorFrom(host, end);
  if (hostEnd == host) return DESTINATION_UNKNOWN;
  const share = hostEnd < end ? hostEnd + 1 : end;
  administrative = isAdministrativeShare(share, separatorFrom(share, end) - share);
  return isLoopback(host, hostEnd - host, block) ? DESTINATION_LOOPBACK : DESTINATION_SHARE;
}

/** `\\?\UNC\host\…`, `\\?\C:\…`, and the same after `\\.\`. */
function device(path: usize, end: usize, block: ScriptBlock | null): u32 {
  const rest = path + 4;
  if (startsWithWord(rest, end - rest, "unc\\") || startsWithWord(rest, end - rest, "unc/")) return network(rest + 4, end, block);
  return DESTINATION_LOCAL;
}

/** `file://host/…` leads to the host, `file:///c:/…` to the disk. */
function address(path: usize, end: usize, block: ScriptBlock | null): u32 {
  let at = path + 5;
  let slashes = 0;
  while (at < end && isSeparator(load<u8>(at))) {
    at++;
    slashes++;
  }
  if (slashes == 2 || slashes > 3) return network(at, end, block);
  return DESTINATION_LOCAL;
}

/**
 * Judges a path (WTF-8).
 * @param block the event it stands in, whose host is the machine itself; null if there is none
 * @returns DESTINATION_*
 */
export function destinationOf(path: usize, length: usize, block: ScriptBlock | null): u32 {
  administrative = false;
  // Host and share stand in front; what follows does not matter here.
  let end = path + min<usize>(length, MOST_PATH);
  let start = path;
  while (start < end && load<u8>(start) == SPACE) start++;
  while (end > start && load<u8>(end - 1) == SPACE) end--;
  if (start == end) return DESTINATION_UNKNOWN;
  if (startsWithWord(start, end - start, "file:")) return address(start, end, block);
  if (end - start < 2 || !isSeparator(load<u8>(start)) || !isSeparator(load<u8>(start + 1))) return DESTINATION_LOCAL;
  const third = end - start > 3 ? <u32>load<u8>(start + 2) : 0;
  if ((third == QUESTION || third == DOT) && isSeparator(load<u8>(start + 3))) return device(start, end, block);
  return network(start + 2, end, block);
}

/** Bytes of a path up to and with its last separator. */
export function folderLength(path: usize, length: usize): usize {
  while (length > 0 && !isSeparator(load<u8>(path + length - 1))) length--;
  return length;
}

/** Whether known text has a step out of a folder. */
export function leaves(path: usize, length: usize): bool {
  for (let i: usize = 0; i + 1 < length; i++) if (load<u16>(path + i) == 0x2e2e) return true;
  return false;
}

/**
 * Judges a path of which a part is known (partial text). Its start decides, as far as nothing that follows could change it: a host
 * or share that the run may go on is not that host or share. Any host that starts so is a share at least.
 */
export function patternDestination(path: usize, length: usize, block: ScriptBlock | null): u32 {
  administrative = false;
  const end = firstRun(path, length);
  let start = path;
  while (start < end && load<u8>(start) == SPACE) start++;
  const known = end - start;
  if (known == 0) return DESTINATION_UNKNOWN;
  const first = load<u8>(start);
  // It may go on as `file:`.
  if (lower(first) == LOWER_F && (known < 5 || startsWithWord(start, known, "file:"))) {
    return known < 5 &&
      !isWord(start, known, "f") &&
      !isWord(start, known, "fi") &&
      !isWord(start, known, "fil") &&
      !isWord(start, known, "file")
      ? DESTINATION_LOCAL
      : DESTINATION_UNKNOWN;
  }
  if (!isSeparator(first)) return DESTINATION_LOCAL;
  if (known < 3) return known == 2 && !isSeparator(load<u8>(start + 1)) ? DESTINATION_LOCAL : DESTINATION_UNKNOWN;
  if (!isSeparator(load<u8>(start + 1))) return DESTINATION_LOCAL;
  const third = load<u8>(start + 2);
  let host = start + 2;
  if (third == QUESTION || third == DOT) {
    if (known < 9 || !isSeparator(load<u8>(start + 3))) return DESTINATION_UNKNOWN;
    if (!startsWithWord(start + 4, known - 4, "unc\\") && !startsWithWord(start + 4, known - 4, "unc/")) return DESTINATION_LOCAL;
    host = start + 8;
  }
  const hostEnd = separatorFrom(host, end);
  if (hostEnd == host) return DESTINATION_UNKNOWN;
  if (hostEnd == end) return startsWithWord(host, hostEnd - host, "127.") ? DESTINATION_LOOPBACK : DESTINATION_SHARE;
  const shareEnd = separatorFrom(hostEnd + 1, end);
  administrative = shareEnd < end && isAdministrativeShare(hostEnd + 1, shareEnd - hostEnd - 1);
  return isLoopback(host, hostEnd - host, block) ? DESTINATION_LOOPBACK : DESTINATION_SHARE;
}

/** Whether the path ends in one of the extensions of a list, whatever Windows drops from a name's end. */
export function hasExtension(path: usize, length: usize, list: string): bool {
  if (endsWithWord(path, length, "::$data")) length -= 7;
  const least = length - min<usize>(length, MOST_PATH);
  while (length > least && (load<u8>(path + length - 1) == DOT || load<u8>(path + length - 1) == SPACE)) length--;
  const units = changetype<usize>(list);
  const size = <usize>list.length;
  let from: usize = 0;
  while (from < size) {
    let to = from;
    while (to < size && load<u16>(units + (to << 1)) != 0x7c) to++;
    if (endsWithUnits(path, length, units + (from << 1), to - from)) return true;
    from = to + 1;
  }
  return false;
}

function endsWithUnits(path: usize, length: usize, units: usize, size: usize): bool {
  if (size == 0 || size > length) return false;
  return matchesUnits(path + length - size, units, size);
}

function matchesUnits(text: usize, units: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) if (lower(load<u8>(text + i)) != <u32>load<u16>(units + (i << 1))) return false;
  return true;
}

const normal: usize = memory.data(2056, 8);

/** Drops the last folder of the normal form, for `..`. */
function parent(end: usize): usize {
  while (end > normal && load<u8>(end - 1) != BACKSLASH) end--;
  return end > normal ? end - 1 : normal;
}

/** Writes the path as `\folder\…\name` with one separator each, without `.` and `..`; returns the address after it. */
function normalise(path: usize, length: usize): usize {
  const end = path + min<usize>(length, MOST_PATH);
  let to = normal;
  while (path < end) {
    if (isSeparator(load<u8>(path))) {
      path++;
      continue;
    }
    const stop = separatorFrom(path, end);
    const size = stop - path;
    if (size == 2 && load<u16>(path) == 0x2e2e) {
      to = parent(to);
    } else if (size != 1 || load<u8>(path) != DOT) {
      store<u8>(to, 0x5c);
      memory.copy(to + 1, path, size);
      to += size + 1;
    }
    path = stop;
  }
  store<u8>(to, 0x5c);
  return to + 1;
}

/** Whether the path goes through one of the folders of a list, as whole names. */
export function goesThrough(path: usize, length: usize, list: string): bool {
  const end = normalise(path, length);
  const units = changetype<usize>(list);
  const size = <usize>list.length;
  let from: usize = 0;
  while (from < size) {
    let to = from;
    while (to < size && load<u16>(units + (to << 1)) != 0x7c) to++;
    if (hasFolders(end, units + (from << 1), to - from)) return true;
    from = to + 1;
  }
  return false;
}

/** Whether the normal form up to `end` holds the folders between two separators. */
function hasFolders(end: usize, units: usize, size: usize): bool {
  const last = end - size - 1;
  let at = normal;
  while (at < last) {
    if (load<u8>(at + 1 + size) == BACKSLASH && matchesUnits(at + 1, units, size)) return true;
    at = findByte(at + 1, end, 0x5c);
  }
  return false;
}
