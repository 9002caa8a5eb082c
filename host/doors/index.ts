/** Every door, in the order in which tables show them. */
import { fluentBitDoor } from "./fluent-bit.js";
import { bentoDoor, redpandaConnectDoor } from "./message.js";
import { nodeDoor } from "./node.js";
import { wasiDoor } from "./wasi.js";

export const DOORS = [nodeDoor, fluentBitDoor, bentoDoor, redpandaConnectDoor, wasiDoor];
