// One exit code for several things: that which a script must not overlook.
import { EXIT, type ExitCode } from "./exit-codes.ts";

const ORDER: readonly ExitCode[] = [
  EXIT.failed,
  EXIT.usage,
  EXIT.refused,
  EXIT.awaitingApproval,
  EXIT.notProven,
  EXIT.done,
];

export function worst(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? EXIT.done;
}
