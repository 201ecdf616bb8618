// What the responder refuses, said: nothing was touched.
import type { Refused } from "../lambda/answers.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { safeText } from "./output/safe-text.ts";
import { wrap } from "./output/wrap.ts";

export function refused({ isJson, json, err }: Context, answer: Refused): ExitCode {
  const exitCode = EXIT.refused;
  if (isJson) json({ refused: answer.refused, exitCode });
  else err.line(wrap(`${err.paint("yellow", "Refused:")} ${safeText(answer.refused)}`, err.columns));
  return exitCode;
}
