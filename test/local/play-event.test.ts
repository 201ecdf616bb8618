// `npm start -- --event FILE` but for the reading of the file, which test/bin.test.ts does as people do.
import { afterEach, expect, test } from "vitest";
import { createNarrator } from "../../local/narrator.ts";
import { accountOfEvent, playEvent } from "../../local/play-event.ts";
import { type Stage, setStage } from "../../local/stage.ts";
import { guardDutyEvent } from "../support/findings.ts";

let stage: Stage | undefined;
afterEach(async () => void (await stage?.aws.close()));

async function play(event: unknown) {
  const started = await setStage(accountOfEvent(event), true);
  stage = started;
  let told = "";
  const write = (text: string) => {
    told += text;
  };
  const narrator = createNarrator({ write, isTerminal: false, now: started.now });
  await playEvent(started, narrator, event);
  return { told, ...narrator.result() };
}

test.each([
  [
    "a finding about a role's session contains it",
    guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" }),
    /contained: sessions issued before .*\n.*the leaked session is refused/,
  ],
  [
    "its detail alone does too",
    guardDutyEvent({ accessKeyId: "ASIAIOSFODNN7EXAMPLE", account: "444455556666" }).detail,
    /contained/,
  ],
  [
    "names that cannot be made are told, and the finding is played all the same",
    guardDutyEvent({ userName: "credential-leak-responder", principalId: "AROAX:a" }),
    /cannot be made here[\s\S]*refused, and it says why/,
  ],
  [
    "a finding without a credential is refused at the door",
    { ...guardDutyEvent(), detail: { ...guardDutyEvent().detail, resource: {} } },
    /names no credential/,
  ],
])("%s", async (_what, event, expected) => {
  const { told, held, failed } = await play(event);
  expect(told).toMatch(expected);
  expect(held).toBeGreaterThan(0);
  expect(failed).toBe(0);
});
