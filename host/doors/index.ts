/** Every door, in the order in which tables show them. */
import { clickhouseDoor } from "./clickhouse.js";
import { fluentBitDoor } from "./fluent-bit.js";
import { bentoDoor, redpandaConnectDoor } from "./message.js";
import { nodeDoor, plainDoor } from "./node.js";
import { wasiDoor } from "./wasi.js";

export const DOORS = [nodeDoor, plainDoor, fluentBitDoor, bentoDoor, redpandaConnectDoor, wasiDoor, clickhouseDoor];
