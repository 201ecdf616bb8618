// What the command line needs from outside, as its door gives it: streams, environment, files, time.
import type { Writable } from "node:stream";

export type Terminal = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Terminal;
  readonly err: Terminal;
  /** Where names of files begin. */
  readonly folder: string;
  /** All of the standard input. */
  readInput(): Promise<string>;
  readFile(path: string): Promise<string>;
  /** Rejects where the file is there already. */
  writeFile(path: string, text: string | Uint8Array): Promise<void>;
  /** What the person at the terminal types; missing where nobody is at one. */
  readonly askPerson?: ((question: string) => Promise<string>) | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Letters and digits that nobody can guess. */
  unique(): string;
  /** From now on the person's Ctrl-C is told here, and ends nothing by itself. */
  interrupted(): AbortSignal;
};
