/**
 * What holds a secret: a SecureString, the credentials made of one, the memory that Marshal copies one to. Each is a KIND_BUILDER over a
 * cell with the text, as a StringBuilder is, so that whatever writes it is followed the same way; aux tells what it is. Its own text is not
 * the secret: only the members that .NET has for it (methods/secret-methods.ts) open it.
 */

import { BLOCK_BYTES, decryptChained } from "../../bytes/aes";
import { PIPE } from "../../bytes/ascii";
import { hexDigit } from "../../bytes/hex";
import { literalLength, startsWithWord } from "../../bytes/literal";
import { take } from "../../memory/arena";
import { work } from "../work";
import { builtText, newBuilder } from "./builder";
import { kindOf, text, textAt, textLength, unknown } from "./constants";
import { byteCount, decode, ENCODING_UTF16, fromBase64 } from "./encodings";
import { copyHandle, withSteps } from "./steps";
import { KIND_BUILDER, KIND_STRING, Value } from "./value";

/** aux of a pointer; any other secret has the TYPE_* of its type. */
export const POINTER_BSTR: u16 = 1;
/** To UTF-16 up to a zero. */
export const POINTER_WIDE: u16 = 2;
/** To the bytes of the system's code page up to a zero. */
export const POINTER_NARROW: u16 = 3;

/** Units of the longest SecureString. .NET: SecureString.MaxLength */
export const LONGEST_SECRET: u32 = 65536;
/** What decrypting a byte counts for, in bytes of a text that is made. */
const DECRYPT_EFFORT: u32 = 16;
/** What an encrypted text starts with. PowerShell: SecureStringHelper.SecureStringExportHeader */
const HEADER = "76492d1116743f0423413b16050a5345";

/** Whether a value holds a secret. */
export function isSecret(value: usize): bool {
  return kindOf(value) == KIND_BUILDER && changetype<Value>(value).aux != 0;
}

/** Whether a value is a secret of that kind, a POINTER_* or TYPE_*. */
export function isSecretOf(value: usize, kind: u16): bool {
  return kindOf(value) == KIND_BUILDER && changetype<Value>(value).aux == kind;
}

/** Whether a value is a pointer to a secret. */
export function isPointer(value: usize): bool {
  return isSecret(value) && changetype<Value>(value).aux <= POINTER_NARROW;
}

/** A new secret with a text of its own, or unknown. @param steps its newest Step */
export function newSecret(kind: u16, content: usize, steps: u32): usize {
  const made = newBuilder(content);
  if (kindOf(made) != KIND_BUILDER) return made;
  changetype<Value>(made).aux = kind;
  return withSteps(made, steps);
}

/** What another object makes of the text of a secret, which both share from then on; or unknown. */
export function sharedSecret(kind: u16, secret: usize): usize {
  const copy = copyHandle(secret);
  if (copy == secret) return unknown();
  changetype<Value>(copy).aux = kind;
  return copy;
}

/** The text that a secret holds, unknown where one with a zero would be cut in one dialect or by one method. */
export function secretText(secret: usize): usize {
  const content = builtText(secret);
  if (kindOf(content) != KIND_STRING) return unknown();
  const end = textAt(content) + textLength(content);
  for (let at = textAt(content); at < end; at++) if (load<u8>(at) == 0) return unknown();
  return content;
}

/** A secret is read-only from now on, or others keep copies of it: whether a write still reaches them all is not followed. */
export function seal(secret: usize): void {
  store<u32>(<usize>changetype<Value>(secret).a, 1, 4);
}

/** Whether a secret was sealed, in some reading. */
export function isSealed(secret: usize): bool {
  return load<u32>(<usize>changetype<Value>(secret).a, 4) != 0;
}

/** Where a field that starts at `at` ends. */
function fieldEnd(at: usize, end: usize): usize {
  while (at < end && load<u8>(at) != PIPE) at++;
  return at;
}

/** The bytes of pairs of hexadecimal digits; an odd digit at the end is dropped. @returns their address, or 0 */
function hexBytes(at: usize, count: u32): usize {
  const room = take(<usize>count + 8);
  for (let i: u32 = 0; i < count && room != 0; i++) {
    const pair = at + ((<usize>i) << 1);
    const byte = (hexDigit(load<u8>(pair)) << 4) | hexDigit(load<u8>(pair + 1));
    if (byte > 255) return 0;
    store<u8>(room + <usize>i, byte);
  }
  return room;
}

/**
 * The text that ConvertFrom-SecureString encrypted with a key: after a header the Base64 of UTF-16 text with three fields, of which the
 * second is the initialization vector in Base64, the third what AES makes of UTF-16. PowerShell: ConvertToSecureStringCommand
 * @param sealed a KIND_STRING
 * @returns a KIND_STRING; unknown where the engine refuses
 */
export function decrypted(sealed: usize, key: usize, keyBytes: u32): usize {
  const header = literalLength(HEADER);
  const length = textLength(sealed);
  if (!startsWithWord(textAt(sealed), length, HEADER) || !work(<u32>length)) return unknown();
  const packed = fromBase64(text(textAt(sealed) + header, length - header));
  const fields = packed == 0 ? unknown() : decode(ENCODING_UTF16, packed, byteCount());
  if (kindOf(fields) != KIND_STRING) return unknown();
  const end = textAt(fields) + textLength(fields);
  const second = fieldEnd(textAt(fields), end) + 1;
  const third = fieldEnd(second, end) + 1;
  if (third > end || fieldEnd(third, end) != end) return unknown();
  const vector = fromBase64(text(second, third - 1 - second));
  const count = <u32>(end - third) >> 1;
  if (vector == 0 || byteCount() != BLOCK_BYTES || count > (LONGEST_SECRET << 1) + BLOCK_BYTES || !work(count * DECRYPT_EFFORT))
    return unknown();
  const bytes = hexBytes(third, count);
  const left = bytes == 0 ? -1 : decryptChained(key, keyBytes, vector, bytes, count);
  return left < 0 ? unknown() : decode(ENCODING_UTF16, bytes, <usize>left);
}
