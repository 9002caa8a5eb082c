/**
 * ConvertTo-SecureString and ConvertFrom-SecureString. Without a key Windows encrypts with one of the user's own (DPAPI), which no text
 * tells; what is encrypted here has an initialization vector by chance.
 */
import { REASON_CONVERTED, REASON_DECODED } from "../../contract";
import { binding, bindWords, bound, invocation } from "../machine/invocation";
import { deliver } from "../machine/state";
import { builtText } from "../values/builder";
import { kindOf, textLength, unknown } from "../values/constants";
import { cast, isTrue } from "../values/convert";
import { byteCount, bytesOf } from "../values/encodings";
import { carriedFlags, withFlags } from "../values/flags";
import { decrypted, isSecretOf, newSecret, secretText } from "../values/secrets";
import { newStep, stepsOf, withSteps } from "../values/steps";
import { TYPE_ARRAY_OF, TYPE_BYTE, TYPE_SECURE_STRING, typeValue } from "../values/types";
import { toUnits, unitsOf } from "../values/units";
import { KIND_STRING, VALUE_DECODED } from "../values/value";
import { onlyInput } from "./invoke";
import {
  FROM_SECURE_STRING_AS_PLAIN_TEXT,
  FROM_SECURE_STRING_PARAMETERS,
  FROM_SECURE_STRING_SECURE_STRING,
  TO_SECURE_STRING_AS_PLAIN_TEXT,
  TO_SECURE_STRING_FORCE,
  TO_SECURE_STRING_KEY,
  TO_SECURE_STRING_PARAMETERS,
  TO_SECURE_STRING_SECURE_KEY,
  TO_SECURE_STRING_STRING,
} from "./parameters";

/** What is given or piped; unknown for both, neither, or several. @param named 0 for nothing */
function source(named: usize): usize {
  const given = named != 0 ? (invocation.input == 0 ? named : 0) : onlyInput();
  return given == 0 || binding.surprised ? unknown() : given;
}

/** The text that was encrypted with the bytes of a key, or with the UTF-16 units of a secure one; the other is 0. */
function decryptedWith(sealed: usize, key: usize, secureKey: usize): usize {
  if (key != 0 && secureKey == 0) {
    const bytes = bytesOf(cast(typeValue(TYPE_BYTE | TYPE_ARRAY_OF), key));
    return bytes == 0 ? unknown() : decrypted(sealed, bytes, <u32>byteCount());
  }
  const units = key == 0 && isSecretOf(secureKey, TYPE_SECURE_STRING) ? builtText(secureKey) : unknown();
  const bytes = kindOf(units) == KIND_STRING ? toUnits(units) : 0;
  return bytes == 0 ? unknown() : decrypted(sealed, bytes, unitsOf(units) << 1);
}

/** ConvertTo-SecureString. What the engine refuses is unknown. */
export function runToSecureString(): void {
  bindWords(TO_SECURE_STRING_PARAMETERS);
  const given = source(bound(TO_SECURE_STRING_STRING));
  const secureKey = bound(TO_SECURE_STRING_SECURE_KEY);
  const key = bound(TO_SECURE_STRING_KEY);
  const plain = bound(TO_SECURE_STRING_AS_PLAIN_TEXT);
  const isKeyed = key != 0 || secureKey != 0;
  let content = given;
  if (kindOf(given) != KIND_STRING || textLength(given) == 0) content = unknown();
  else if (isKeyed) {
    const isRefused = plain != 0 || bound(TO_SECURE_STRING_FORCE) != 0;
    const flags = VALUE_DECODED | carriedFlags(given) | carriedFlags(key != 0 ? key : secureKey);
    content = isRefused ? unknown() : withFlags(decryptedWith(given, key, secureKey), flags);
  } else if (plain == 0 || isTrue(plain) != 1) content = unknown();
  const reason = isKeyed ? REASON_DECODED : REASON_CONVERTED;
  const step = newStep(reason, <usize>invocation.start, <usize>invocation.end, stepsOf(given), key != 0 ? stepsOf(key) : 0, 0);
  deliver(kindOf(content) == KIND_STRING ? newSecret(TYPE_SECURE_STRING, content, step) : unknown());
}

/** ConvertFrom-SecureString -AsPlainText, which PowerShell 7 has. It refuses an empty one. */
export function runFromSecureString(): void {
  bindWords(FROM_SECURE_STRING_PARAMETERS);
  const given = source(bound(FROM_SECURE_STRING_SECURE_STRING));
  const plain = bound(FROM_SECURE_STRING_AS_PLAIN_TEXT);
  const isOpened = plain != 0 && isTrue(plain) == 1 && isSecretOf(given, TYPE_SECURE_STRING);
  const content = isOpened ? secretText(given) : unknown();
  deliver(kindOf(content) == KIND_STRING && textLength(content) != 0 ? withSteps(content, stepsOf(given)) : unknown());
}
