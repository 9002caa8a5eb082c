/** Every driver, in the order in which tables show them. */
import { clickhouseDriver } from "./clickhouse.js";
import { fluentBitDriver } from "./fluent-bit.js";
import { bentoDriver, redpandaConnectDriver } from "./message.js";
import { nodeDriver, plainDriver } from "./node.js";
import { wasiDriver } from "./wasi.js";

export const DRIVERS = [
  nodeDriver,
  plainDriver,
  fluentBitDriver,
  bentoDriver,
  redpandaConnectDriver,
  wasiDriver,
  clickhouseDriver,
];
