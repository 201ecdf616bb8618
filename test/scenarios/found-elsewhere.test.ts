// What the trace finds of a principal whose deny had to go elsewhere is covered by that deny.
import { afterEach, beforeEach, expect, test } from "vitest";
import { crashAt } from "../support/crash-points.ts";
import { CRASH_STAGES } from "./crash-stages.ts";

type Stage = Awaited<ReturnType<(typeof CRASH_STAGES)["user without room"]["start"]>>;

let stage: Stage;
beforeEach(async () => {
  stage = await CRASH_STAGES["user without room"].start(false);
  await stage.steal(); // With a session that the key has opened before.
});
afterEach(() => stage.service.close());

const contain = () => (stage.contain ?? (() => stage.service.deliver(stage.event)))();

test("its session is refused by the attached policy: nobody tries the full inline policies again", async () => {
  await contain();
  await stage.service.advance(120);
  const { status, entries, alerts } = await stage.service.incident();
  expect(status).toBe("contained");
  expect(alerts.map(({ source }) => source)).toContain("trace");
  expect(entries.filter(({ type }) => type === "fell-back")).toHaveLength(1);
  await expect(stage.steal()).rejects.toThrow();
});

test("where the inline policy cannot be reached for a while, the fallback ends the failure", async () => {
  crashAt(stage.service, "iam", 9, 12);
  await contain().catch(() => undefined);
  await stage.service.advance(240);
  expect(await stage.service.incident()).toMatchObject({ status: "contained", failures: {} });
  await expect(stage.steal()).rejects.toThrow();
});
