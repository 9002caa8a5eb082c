/**
 * The event's own time, for formats that want one: found by the module, read here.
 */
import type { DetectorModule } from "../module.js";

/** The moment that a text of an event shape stands for, or undefined where it names none (no zone, no date). */
export function parseEventTime(text: string): Date | undefined {
  const epoch = /^\/Date\((\d+)[^)]*\)\/$/.exec(text);
  if (epoch) return new Date(Number(epoch[1]));
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return new Date(Number(text) * 1000);
  const [, date, time, zone] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)\s*(Z|[+-]\d{2}:?\d{2})$/.exec(text) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  const moment = new Date(`${date}T${time.slice(0, 12)}${zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/**
 * The time of the first script block of an event.
 * @param reader an instance that nobody else is in the middle of using
 */
export function eventTime(reader: DetectorModule, record: Uint8Array): Date | undefined {
  const answer = reader.ask("locate", record);
  if (answer === undefined) return undefined;
  const located = JSON.parse(answer) as { blocks?: { time?: string }[] };
  const text = located.blocks?.[0]?.time;
  return text === undefined ? undefined : parseEventTime(text);
}
