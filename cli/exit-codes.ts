// What the program ends with, for scripts: docs/cli.md says each in words.

export const EXIT = {
  done: 0,
  failed: 1,
  /** The words of the command were wrong; nothing was asked of AWS. */
  usage: 2,
  /** The responder, its configuration or the person at the terminal said no: nothing was touched. */
  refused: 3,
  awaitingApproval: 4,
  /** The steps are on their way; what was waited for has not come in time. */
  notProven: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
