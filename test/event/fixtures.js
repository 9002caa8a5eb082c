import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../fixtures/events/", import.meta.url);

/**
 * Every event fixture: what a shipper sends, and the script blocks in it.
 * @returns {{ shape: string, name: string, why: string, records: string[], blocks: Record<string, unknown>[] }[]}
 */
export function eventFixtures() {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: shape }) =>
      readdirSync(new URL(`${shape}/`, root))
        .filter((file) => file.endsWith(".expect.json"))
        .map((file) => {
          const name = file.slice(0, -".expect.json".length);
          const { why, blocks } = JSON.parse(readFileSync(new URL(`${shape}/${file}`, root), "utf8"));
          const records = readFileSync(new URL(`${shape}/${name}.ndjson`, root), "utf8")
            .trimEnd()
            .split("\n");
          return { shape, name, why, records, blocks };
        }),
    );
}
