/**
 * Shapes of values that come from outside: what is put together here names the first member that is wrong.
 */
import { isRecord } from "./arguments.js";

/** The path of the first member that is wrong, or undefined. */
export type Shape = (value: unknown, path: string) => string | undefined;

export const when =
  (fits: (value: unknown) => boolean): Shape =>
  (value, path) =>
    fits(value) ? undefined : path;
export const text = when((value) => typeof value === "string");
export const count = when((value) => typeof value === "number");
export const oneOf = (...known: unknown[]) => when((value) => known.includes(value));
export const maybe =
  (shape: Shape): Shape =>
  (value, path) =>
    value === undefined ? undefined : shape(value, path);
export const list =
  (shape: Shape): Shape =>
  (value, path) =>
    Array.isArray(value) ? firstOf(value.map((entry, index) => shape(entry, `${path}[${index}]`))) : path;
export const map =
  (members: Record<string, Shape>): Shape =>
  (value, path) =>
    isRecord(value)
      ? firstOf(Object.entries(members).map(([key, shape]) => shape(value[key], path === "" ? key : `${path}.${key}`)))
      : path;

const firstOf = (answers: readonly (string | undefined)[]) => answers.find((answer) => answer !== undefined);
