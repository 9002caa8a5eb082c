/**
 * Records that the detector itself answers with, in place of the one that came in.
 */
import { CLOSE_BRACE, DOT } from "../bytes/ascii";
import {
  ABI_MAJOR,
  ABI_MINOR,
  COUNTER_BUDGET,
  COUNTER_EVENTS,
  COUNTER_EVICTED,
  COUNTER_FINDINGS,
  COUNTER_MENTIONS,
  COUNTER_NOT_COPIED,
  COUNTER_OVERSIZED,
  COUNTER_SCRIPT_BLOCKS,
  COUNTER_UNREADABLE,
  COUNTER_UNREPORTED,
  COUNTER_WITHOUT_TEXT,
} from "../contract";
import { DETECTOR } from "../exchange/rules.generated";
import { payloadLength, payloadStart } from "../exchange/settings";
import { countOf } from "../memory/counters";
import { MEMBER_BYTES, memberRoom } from "./evidence-region";
import { hash128 } from "./identity";
import { beginJson, jsonEnd, put, putByte, putHex, putNumber } from "./json";
import { Written, written } from "./written";

function putCount(opening: string, counter: u32): void {
  put(opening);
  putNumber(countOf(counter));
}

function finished(): Written {
  written.text = memberRoom();
  written.length = jsonEnd() - memberRoom();
  written.value = 0;
  return written;
}

/** Answers the status record: how a team sees through any shipper that the filter is alive, and what an upgrade changed. */
export function writeStatus(): Written {
  beginJson(memberRoom(), memberRoom() + MEMBER_BYTES);
  put('{"mailbox_export_detector":"status","detector":');
  put(DETECTOR);
  put(',"abi":"');
  putNumber(ABI_MAJOR);
  putByte(DOT);
  putNumber(ABI_MINOR);
  put('",');
  if (payloadLength() != 0) {
    const hash = hash128(payloadStart(), payloadLength());
    put('"configuration":"');
    putHex(bswap<u64>(hash.first));
    putHex(bswap<u64>(hash.second));
    put('",');
  }
  putCounters();
  put(',"memory_pages":');
  putNumber(memory.size());
  putByte(CLOSE_BRACE);
  return finished();
}

function putCounters(): void {
  putCount('"counters":{"events":', COUNTER_EVENTS);
  putCount(',"script_blocks":', COUNTER_SCRIPT_BLOCKS);
  putCount(',"findings":', COUNTER_FINDINGS);
  putCount(',"mentions":', COUNTER_MENTIONS);
  putCount(',"unreadable":', COUNTER_UNREADABLE);
  putCount(',"evicted":', COUNTER_EVICTED);
  putCount(',"unreported":', COUNTER_UNREPORTED);
  putCount(',"oversized":', COUNTER_OVERSIZED);
  putCount(',"not_copied":', COUNTER_NOT_COPIED);
  putCount(',"budget":', COUNTER_BUDGET);
  putCount(',"without_text":', COUNTER_WITHOUT_TEXT);
  putByte(CLOSE_BRACE);
}

/**
 * Stands for a record that the host could not copy: it is gone, and this shows it.
 * @param length what the host said it had
 */
export function writeLost(length: u32): Written {
  beginJson(memberRoom(), memberRoom() + MEMBER_BYTES);
  put('{"mailbox_export_detector_error":"record_not_copied","length":');
  putNumber(length);
  putByte(CLOSE_BRACE);
  return finished();
}
