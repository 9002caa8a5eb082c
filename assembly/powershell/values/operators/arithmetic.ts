/**
 * Numbers: `+ - * / %`, the bitwise operators, shifts, `++`. PowerShell: IntOps, LongOps, DoubleOps.
 * What leaves the range of [int] becomes a double, as the engine has it; unsigned and decimal arithmetic is unknown.
 */

import {
  BINARY_ADD,
  BINARY_BAND,
  BINARY_BOR,
  BINARY_BXOR,
  BINARY_DIVIDE,
  BINARY_MULTIPLY,
  BINARY_REMAINDER,
  BINARY_SHL,
  BINARY_SHR,
  BINARY_SUBTRACT,
} from "../../program";
import { double, failed, INTEGER_INT, INTEGER_LONG, INTEGER_UINT, integerOf, kindOf, unknown } from "../constants";
import { readNumber } from "../convert";
import { fitsInt, NUMBER_DOUBLE, NUMBER_INTEGER, numberRead } from "../number";
import { KIND_BOOLEAN, KIND_CHAR, KIND_INTEGER, KIND_NULL, KIND_STRING, Value } from "../value";

/** Beyond this, whole numbers are no longer exact as doubles. */
const EXACT: i64 = 1 << 51;

/** The integer type that an operand takes part with: INTEGER_INT, INTEGER_LONG, or INTEGER_UINT for one that is not followed. */
function widthOf(value: usize): u16 {
  const present = changetype<Value>(value);
  if (present.kind == KIND_INTEGER)
    return present.aux == INTEGER_LONG ? INTEGER_LONG : present.aux < INTEGER_UINT ? INTEGER_INT : INTEGER_UINT;
  if (present.kind == KIND_STRING) return fitsInt(numberRead.integer) ? INTEGER_INT : INTEGER_LONG;
  return present.kind == KIND_NULL || present.kind == KIND_BOOLEAN || present.kind == KIND_CHAR ? INTEGER_INT : INTEGER_UINT;
}

function inDoubles(operator: u8, left: f64, right: f64): usize {
  switch (<i32>operator) {
    case BINARY_ADD:
      return double(left + right);
    case BINARY_SUBTRACT:
      return double(left - right);
    case BINARY_MULTIPLY:
      return double(left * right);
    case BINARY_DIVIDE:
      return double(left / right);
    default:
      return unknown();
  }
}

/** A whole number of a type; what an [int] cannot hold is a double. */
function widened(type: u16, number: i64): usize {
  return type == INTEGER_INT && !fitsInt(number) ? double(<f64>number) : integerOf(type, number);
}

function isExact(number: i64): bool {
  return number < EXACT && number > -EXACT;
}

/** Quotient towards zero; both must be exact, the divisor not zero. */
function quotient(left: i64, right: i64): i64 {
  return <i64>Math.trunc(<f64>left / <f64>right);
}

function inIntegers(operator: u8, type: u16, left: i64, right: i64): usize {
  if (!isExact(left) || !isExact(right)) return unknown();
  switch (<i32>operator) {
    case BINARY_ADD:
      return widened(type, left + right);
    case BINARY_SUBTRACT:
      return widened(type, left - right);
    case BINARY_MULTIPLY:
      if (Math.abs(<f64>left * <f64>right) > 4e15) return type == INTEGER_INT ? double(<f64>left * <f64>right) : unknown();
      return widened(type, left * right);
    case BINARY_DIVIDE: {
      if (right == 0) return failed();
      const whole = quotient(left, right);
      return whole * right == left ? widened(type, whole) : double(<f64>left / <f64>right);
    }
    case BINARY_REMAINDER:
      return right == 0 ? failed() : integerOf(type, left - quotient(left, right) * right);
    default:
      return unknown();
  }
}

function inBits(operator: u8, type: u16, left: i64, right: i64): usize {
  switch (<i32>operator) {
    case BINARY_BAND:
      return integerOf(type, left & right);
    case BINARY_BOR:
      return integerOf(type, left | right);
    case BINARY_BXOR:
      return integerOf(type, left ^ right);
    case BINARY_SHL:
      return type == INTEGER_INT
        ? integerOf(type, <i64>((<i32>left) << (<i32>right & 31)))
        : integerOf(type, left << (right & 63));
    case BINARY_SHR:
      return type == INTEGER_INT ? integerOf(type, <i64>(<i32>left >> (<i32>right & 31))) : integerOf(type, left >> (right & 63));
    default:
      return unknown();
  }
}

/** `left operator right` on two values that count as numbers, or unknown. */
export function calculate(operator: u8, left: usize, right: usize): usize {
  const kind = readNumber(left);
  const integer = numberRead.integer;
  const real = numberRead.real;
  const leftWidth = kind == NUMBER_INTEGER ? widthOf(left) : 0;
  const other = readNumber(right);
  if (kind < NUMBER_INTEGER || other < NUMBER_INTEGER) return unknown();
  const bits = operator >= BINARY_BAND && operator <= BINARY_SHR;
  if (kind == NUMBER_DOUBLE || other == NUMBER_DOUBLE) {
    if (bits) return unknown();
    return inDoubles(
      operator,
      kind == NUMBER_DOUBLE ? real : <f64>integer,
      other == NUMBER_DOUBLE ? numberRead.real : <f64>numberRead.integer,
    );
  }
  const rightWidth = widthOf(right);
  if (leftWidth == INTEGER_UINT || rightWidth == INTEGER_UINT) return unknown();
  // The count of a shift does not widen what is shifted; narrow types stay as they are there.
  const shift = operator == BINARY_SHL || operator == BINARY_SHR;
  if (shift && kindOf(left) == KIND_INTEGER && changetype<Value>(left).aux > INTEGER_LONG) return unknown();
  const type = leftWidth == INTEGER_LONG || (rightWidth == INTEGER_LONG && !shift) ? INTEGER_LONG : INTEGER_INT;
  return bits ? inBits(operator, type, integer, numberRead.integer) : inIntegers(operator, type, integer, numberRead.integer);
}

/** `-value`, `+value`, or unknown. */
export function signed(value: usize, negative: bool): usize {
  const kind = readNumber(value);
  if (kind == NUMBER_DOUBLE) return double(negative ? -numberRead.real : numberRead.real);
  if (kind != NUMBER_INTEGER || !isExact(numberRead.integer)) return unknown();
  const type = widthOf(value);
  if (type == INTEGER_UINT) return unknown();
  const number = negative ? -numberRead.integer : numberRead.integer;
  // `-2147483648` as a literal is an [int] though its digits alone are a [long]: which it was is no longer told.
  return number == -2147483648 ? unknown() : integerOf(type, number);
}

/** `-bnot value`, or unknown. */
export function inverted(value: usize): usize {
  if (readNumber(value) != NUMBER_INTEGER) return unknown();
  const type = widthOf(value);
  return type == INTEGER_UINT ? unknown() : integerOf(type, ~numberRead.integer);
}

/** `left` one more or one less (`++`, `--`); null counts as zero. What is no number is refused, so unknown. */
export function increment(value: usize, by: i32): usize {
  const kind = kindOf(value);
  if (kind == KIND_NULL) return integerOf(INTEGER_INT, <i64>by);
  if (kind == KIND_STRING || kind == KIND_CHAR || kind == KIND_BOOLEAN) return failed();
  const read = readNumber(value);
  if (read == NUMBER_DOUBLE) return double(numberRead.real + <f64>by);
  if (read != NUMBER_INTEGER || !isExact(numberRead.integer)) return unknown();
  const type = widthOf(value);
  return type == INTEGER_UINT ? unknown() : widened(type, numberRead.integer + <i64>by);
}
