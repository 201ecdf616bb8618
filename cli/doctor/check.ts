// What a check of the doctor is: one thing that would fail on the day, looked for beforehand.
import type { Examined } from "./examined.ts";

/** `unknown`: it could not be seen. That is never taken for well. */
export type Status = "ok" | "warning" | "problem" | "unknown";

export type Where = {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** What it is about: a role's name, a rule's. Others chose it: it is to be escaped. */
  readonly thing?: string | undefined;
};

export type Finding = {
  /** The check's name. */
  readonly check: string;
  readonly status: Status;
  /** Names in it may be an intruder's choice: it is to be escaped wherever it is shown. */
  readonly what: string;
  /** What ends it: a command line, safe to paste into a shell, or a sentence. */
  readonly fix?: string | undefined;
  readonly where?: Where | undefined;
};

export type Found = Omit<Finding, "check">;

export type Check = {
  /** In kebab-case. */
  readonly name: string;
  readonly title: string;
  /** Why it matters on the day. */
  readonly about: string;
  /** The caller's, all of them on `*`. */
  readonly permissions: readonly string[];
  /** May reject: then it is unknown. Reads only. */
  run(examined: Examined): Promise<readonly Found[]>;
};
