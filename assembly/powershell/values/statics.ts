/**
 * Static members and methods of types, and constructors.
 */
import { unknown } from "./constants";

/** `[type]::name`. @returns 0 where the machine must answer */
export function staticMember(type: usize, name: usize, start: usize, end: usize): usize {
  return unknown();
}

/** `[type]::name(arguments)`. @returns 0 where the machine must answer ([scriptblock]::Create, [powershell]::Create) */
export function invokeStatic(type: usize, name: usize, args: usize, count: u32, start: usize, end: usize): usize {
  return unknown();
}

/** `[type]::new(arguments)`, `New-Object type arguments`. @returns 0 where the machine must answer */
export function newObject(type: usize, args: usize, count: u32, start: usize, end: usize): usize {
  return unknown();
}
