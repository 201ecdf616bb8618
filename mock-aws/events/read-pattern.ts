// An event pattern that somebody hands in, or EventBridge's refusal of it.
import { AwsError } from "../aws-error.ts";
import { compilePattern, type EventPattern } from "./pattern/compile.ts";
import { InvalidEventPattern } from "./pattern/invalid.ts";

export function readPattern(text: string): EventPattern {
  try {
    return compilePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidEventPattern)) throw error;
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${error.message}`);
  }
}
