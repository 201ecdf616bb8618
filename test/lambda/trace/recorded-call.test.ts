import fc from "fast-check";
import { expect, test } from "vitest";
import { readRecordedCall } from "../../../lambda/trace/recorded-call.ts";
import { rolls, styles, written } from "./log-files/written-json.ts";

const SECRETS = ["secretAccessKey", "sessionToken", "newPassword", "secretString", "webIdentityToken", "sAMLAssertion"];
const secret = fc.constantFrom(...SECRETS);
const asked = fc.dictionary(fc.oneof(secret, fc.constantFrom("userName", "nextToken")), fc.constant("hunter2"));

test("a secret goes no further, however its name is written and wherever it stands", () => {
  fc.assert(
    fc.property(asked, asked, styles, rolls, (requestParameters, credentials, style, roll) => {
      const record = { eventName: "X", requestParameters, responseElements: { credentials } };
      const event = { EventId: "1", EventTime: new Date(0), CloudTrailEvent: written(record, roll, style) };
      const [call] = readRecordedCall(event, "us-east-1", "111122223333");
      const open = (members: object) =>
        Object.fromEntries(Object.entries(members).filter(([name]) => !SECRETS.includes(name)));
      expect(call?.record).toEqual({
        eventName: "X",
        requestParameters: open(requestParameters),
        responseElements: { credentials: open(credentials) },
      });
    }),
    { numRuns: 200 },
  );
});
