/**
 * Members of what holds a secret: SecureString, PSCredential, NetworkCredential, and the methods of Marshal that open one.
 */
import { isWord } from "../../../bytes/literal";
import { builtText, setBuilt } from "../builder";
import { emptyString, integer, kindOf, nothing, textAt, textLength, unknown } from "../constants";
import { toChar } from "../convert";
import { concatenate } from "../operators/sequences";
import {
  isPointer,
  isSealed,
  isSecretOf,
  LONGEST_SECRET,
  newSecret,
  POINTER_BSTR,
  POINTER_NARROW,
  POINTER_WIDE,
  seal,
  secretText,
  sharedSecret,
} from "../secrets";
import { stepsOf } from "../steps";
import { itemText } from "../text";
import { TYPE_CREDENTIAL, TYPE_NETWORK_CREDENTIAL, TYPE_SECURE_STRING, typeOf } from "../types";
import { isAsciiText, unitsOf } from "../units";
import { KIND_CHAR, KIND_NULL, KIND_STRING, Value } from "../value";
import { argument, numberArgument } from "./arguments";
import {
  SECRET_METHOD_APPEND_CHAR,
  SECRET_METHOD_CLEAR,
  SECRET_METHOD_COPY,
  SECRET_METHOD_DISPOSE,
  SECRET_METHOD_GET_NETWORK_CREDENTIAL,
  SECRET_METHOD_GET_TYPE,
  SECRET_METHOD_MAKE_READ_ONLY,
  SECRET_METHOD_TO_STRING,
  secretMethodNamed,
} from "./method-words";
import {
  MARSHAL_STATIC_FREE,
  MARSHAL_STATIC_PTR_TO_STRING_BSTR,
  MARSHAL_STATIC_PTR_TO_STRING_NARROW,
  MARSHAL_STATIC_PTR_TO_STRING_WIDE,
  MARSHAL_STATIC_SECURE_STRING_TO_BSTR,
  MARSHAL_STATIC_SECURE_STRING_TO_NARROW,
  MARSHAL_STATIC_SECURE_STRING_TO_WIDE,
  marshalStaticNamed,
} from "./static-words";
import { part } from "./text-methods";

/** A property of a secret. */
export function secretMember(secret: usize, name: usize): usize {
  const word = textAt(name);
  const length = textLength(name);
  const kind = changetype<Value>(secret).aux;
  const content = builtText(secret);
  if (kind == TYPE_SECURE_STRING)
    return isWord(word, length, "length") && kindOf(content) == KIND_STRING ? integer(<i64>unitsOf(content)) : unknown();
  if (kind == TYPE_CREDENTIAL) return isWord(word, length, "password") ? sharedSecret(TYPE_SECURE_STRING, secret) : unknown();
  if (kind != TYPE_NETWORK_CREDENTIAL) return unknown();
  if (isWord(word, length, "password")) return secretText(secret);
  return isWord(word, length, "securepassword") ? newSecret(TYPE_SECURE_STRING, content, stepsOf(secret)) : unknown();
}

/** The text with a character more, or unknown. */
function appended(content: usize, value: usize): usize {
  const unit = toChar(value);
  return kindOf(content) == KIND_STRING && kindOf(unit) == KIND_CHAR && unitsOf(content) < LONGEST_SECRET
    ? concatenate(content, itemText(unit))
    : unknown();
}

/** A method that writes a SecureString gives nothing; it is refused where that is sealed, which is not followed. */
function written(secret: usize, content: usize): usize {
  if (isSealed(secret)) return unknown();
  setBuilt(secret, content);
  return nothing();
}

function secureMethod(method: i32, secret: usize, args: usize, count: u32): usize {
  const content = builtText(secret);
  if (method == SECRET_METHOD_APPEND_CHAR) return count == 1 ? written(secret, appended(content, argument(args, 0))) : unknown();
  if (count != 0) return unknown();
  switch (method) {
    case SECRET_METHOD_COPY:
      return newSecret(TYPE_SECURE_STRING, content, stepsOf(secret));
    case SECRET_METHOD_CLEAR:
      return written(secret, emptyString());
    case SECRET_METHOD_MAKE_READ_ONLY:
      seal(secret);
      return nothing();
    case SECRET_METHOD_DISPOSE:
      setBuilt(secret, unknown());
      return nothing();
    case SECRET_METHOD_TO_STRING:
      return itemText(secret);
    default:
      return unknown();
  }
}

/** A method of a secret. What is not followed gives unknown, and the caller releases the secret. */
export function secretMethod(name: usize, secret: usize, args: usize, count: u32): usize {
  const method = secretMethodNamed(name);
  if (method == SECRET_METHOD_GET_TYPE && count == 0) return typeOf(secret);
  if (isSecretOf(secret, TYPE_SECURE_STRING)) return secureMethod(method, secret, args, count);
  if (!isSecretOf(secret, TYPE_CREDENTIAL) || method != SECRET_METHOD_GET_NETWORK_CREDENTIAL || count != 0) return unknown();
  // It is made once, with the text of that time.
  seal(secret);
  return sharedSecret(TYPE_NETWORK_CREDENTIAL, secret);
}

/** `[pscredential]::new(user, secret)`, `[Net.NetworkCredential]::new(user, password[, domain])`, by TYPE_*. */
export function newCredential(type: u16, args: usize, count: u32): usize {
  if (count != 2 && (count != 3 || type == TYPE_CREDENTIAL)) return unknown();
  const user = argument(args, 0);
  const password = argument(args, 1);
  const isSecure = isSecretOf(password, TYPE_SECURE_STRING);
  if (type == TYPE_CREDENTIAL) {
    const isRefused = kindOf(user) == KIND_NULL || (kindOf(user) == KIND_STRING && textLength(user) == 0);
    return isSecure && !isRefused ? sharedSecret(type, password) : unknown();
  }
  if (!isSecure && kindOf(password) != KIND_STRING) return unknown();
  return newSecret(type, isSecure ? builtText(password) : password, stepsOf(password));
}

/** The text that a pointer of one of two kinds points to, or so many units of it. */
function pointed(pointer: usize, kind: u16, other: u16, args: usize, count: u32): usize {
  if (!isSecretOf(pointer, kind) && !isSecretOf(pointer, other)) return unknown();
  const content = secretText(pointer);
  if (kindOf(content) != KIND_STRING || (kind == POINTER_NARROW && !isAsciiText(content))) return unknown();
  return count == 1 ? content : part(content, 0, numberArgument(args, 1));
}

/** A static method of Marshal. A pointer that is freed points to nothing known. */
export function marshalStatic(name: usize, args: usize, count: u32): usize {
  const first = count == 0 ? unknown() : argument(args, 0);
  const method = marshalStaticNamed(name);
  const mayLimit = method == MARSHAL_STATIC_PTR_TO_STRING_WIDE || method == MARSHAL_STATIC_PTR_TO_STRING_NARROW;
  if (count != 1 && (count != 2 || !mayLimit)) return unknown();
  const isSecure = isSecretOf(first, TYPE_SECURE_STRING);
  switch (method) {
    case MARSHAL_STATIC_SECURE_STRING_TO_BSTR:
      return isSecure ? newSecret(POINTER_BSTR, builtText(first), 0) : unknown();
    case MARSHAL_STATIC_SECURE_STRING_TO_WIDE:
      return isSecure ? newSecret(POINTER_WIDE, builtText(first), 0) : unknown();
    case MARSHAL_STATIC_SECURE_STRING_TO_NARROW:
      return isSecure ? newSecret(POINTER_NARROW, builtText(first), 0) : unknown();
    case MARSHAL_STATIC_PTR_TO_STRING_BSTR:
      return pointed(first, POINTER_BSTR, POINTER_BSTR, args, count);
    case MARSHAL_STATIC_PTR_TO_STRING_WIDE:
      return pointed(first, POINTER_WIDE, POINTER_BSTR, args, count);
    case MARSHAL_STATIC_PTR_TO_STRING_NARROW:
      return pointed(first, POINTER_NARROW, POINTER_NARROW, args, count);
    case MARSHAL_STATIC_FREE:
      if (!isPointer(first)) return unknown();
      setBuilt(first, unknown());
      return nothing();
    default:
      return unknown();
  }
}
