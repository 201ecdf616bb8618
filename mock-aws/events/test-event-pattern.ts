// events:TestEventPattern — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { matches } from "./pattern/match.ts";
import { readPattern } from "./read-pattern.ts";

/** What every event carries; `resources` and `detail` may be missing [recorded]. */
const envelope = z.looseObject({
  id: z.string(),
  account: z.string(),
  source: z.string(),
  time: z.string(),
  region: z.string(),
  "detail-type": z.string(),
});

export const testEventPattern = operation({
  name: "TestEventPattern",
  readOnly: true,
  input: z.strictObject({ EventPattern: text({ max: 4096 }), Event: z.string() }),
  authorize: () => [{ action: "events:TestEventPattern", resource: "*" }],
  run({ EventPattern, Event }) {
    const event = readEvent(Event);
    return { Result: matches(readPattern(EventPattern), event) };
  },
});

function readEvent(text: string): unknown {
  try {
    return envelope.parse(JSON.parse(text));
  } catch {
    throw new AwsError("ValidationException", "Parameter Event is not valid.");
  }
}
