/**
 * The environment of somebody at a prompt: `npm test` puts this checkout's `node_modules/.bin` in front of the PATH, and with it
 * whatever npm a dependency brings along.
 */
import { delimiter } from "node:path";

const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
const own = Object.entries(process.env).filter(([name]) => !/^npm_|^FORCE_COLOR$/i.test(name));

export const newcomer = { ...Object.fromEntries(own), PATH: path.join(delimiter), NO_COLOR: "1" };
