// The configuration of a deployed function: what was checked when its bundle was made is not checked again, anything else is.
import { createHash } from "node:crypto";
import type { Config } from "../config.ts";
import { ENV } from "../env.ts";

/**
 * The digest of the text that the reader of this very bundle has made of a configuration and found right. It is written into
 * the code while the bundle is made (lib/write-bundle.ts), so that no other code and no other text goes with it. There is
 * none where no bundle was made.
 */
declare const CHECKED_CONFIG: string | undefined;

const checkedHere = typeof CHECKED_CONFIG === "undefined" ? undefined : CHECKED_CONFIG;

/** Every setting has its default where no file is named. `readFile` answers with a file's text. */
export async function deployedConfig(
  path: string | undefined,
  readFile: (path: string) => string,
  checked = checkedHere,
): Promise<Config> {
  const text = path === undefined ? "{}" : readText(path, readFile);
  if (digestOf(text) === checked) return JSON.parse(text);
  const { readConfig } = await import("../config.ts"); // A cold start does without: its schema takes a tenth of the time to the deny.
  return readConfig(readJson(text, path));
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function readText(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function readJson(text: string, path: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string | undefined, cause: unknown): Error {
  return new Error(`The configuration cannot be read from ${path}, which ${ENV.configFile} names.`, { cause });
}
