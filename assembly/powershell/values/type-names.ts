/**
 * `.Name` and `.FullName` of types whose own name is known.
 */

import { kindOf, textAt, textLength, unknown } from "./constants";
import { literalText } from "./text";
import {
  TYPE_ARRAY_LIST,
  TYPE_ARRAY_OF,
  TYPE_BOOL,
  TYPE_BYTE,
  TYPE_CHAR,
  TYPE_DOUBLE,
  TYPE_HASHTABLE,
  TYPE_INT,
  TYPE_LONG,
  TYPE_OBJECT,
  TYPE_PSCUSTOMOBJECT,
  TYPE_SCRIPTBLOCK,
  TYPE_STRING,
  TYPE_STRING_BUILDER,
} from "./types";
import { KIND_STRING, Value } from "./value";
import { closeText, openText, putBytes, putLiteral } from "./writer";

function simpleName(type: u16): usize {
  switch (<i32>type) {
    case TYPE_STRING:
      return literalText("String");
    case TYPE_INT:
      return literalText("Int32");
    case TYPE_LONG:
      return literalText("Int64");
    case TYPE_BYTE:
      return literalText("Byte");
    case TYPE_DOUBLE:
      return literalText("Double");
    case TYPE_CHAR:
      return literalText("Char");
    case TYPE_BOOL:
      return literalText("Boolean");
    case TYPE_OBJECT:
      return literalText("Object");
    case TYPE_HASHTABLE:
      return literalText("Hashtable");
    case TYPE_ARRAY_LIST:
      return literalText("ArrayList");
    case TYPE_PSCUSTOMOBJECT:
      return literalText("PSCustomObject");
    case TYPE_SCRIPTBLOCK:
      return literalText("ScriptBlock");
    case TYPE_STRING_BUILDER:
      return literalText("StringBuilder");
    default:
      return unknown();
  }
}

/** The namespace before a type's simple name. */
function space(type: u16): string {
  switch (<i32>type) {
    case TYPE_HASHTABLE:
    case TYPE_ARRAY_LIST:
      return "System.Collections.";
    case TYPE_PSCUSTOMOBJECT:
    case TYPE_SCRIPTBLOCK:
      return "System.Management.Automation.";
    case TYPE_STRING_BUILDER:
      return "System.Text.";
    default:
      return "System.";
  }
}

/** The name of a KIND_TYPE value, or unknown. */
export function typeName(value: usize, full: bool): usize {
  const type = changetype<Value>(value).aux;
  const name = simpleName(type & ~TYPE_ARRAY_OF);
  if (kindOf(name) != KIND_STRING) return unknown();
  openText();
  if (full) putLiteral(space(type & ~TYPE_ARRAY_OF));
  putBytes(textAt(name), textLength(name));
  if ((type & TYPE_ARRAY_OF) != 0) putLiteral("[]");
  return closeText();
}
