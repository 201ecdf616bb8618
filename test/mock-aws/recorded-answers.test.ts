// How many of the answers that were recorded from AWS the local AWS gives too. Without the recordings, which are not
// part of this repository, there is nothing to check.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../support/local-aws.ts";
import { type Answer, difference } from "./recorded/compare.ts";
import { POLICY_SCENES } from "./recorded/policy-scenes.ts";
import { ROLE_SCENES } from "./recorded/role-scenes.ts";
import type { Scenes } from "./recorded/scenes.ts";
import { SERVICE_CREDENTIAL_SCENES } from "./recorded/service-credential-scenes.ts";
import { SERVICE_ROLE_SCENES } from "./recorded/service-role-scenes.ts";
import { STS_SCENES } from "./recorded/sts-scenes.ts";

const RECORDINGS = new URL("../../../shared/data/aws-api/", import.meta.url);

const SCENES: Scenes = {
  ...POLICY_SCENES,
  ...ROLE_SCENES,
  ...SERVICE_CREDENTIAL_SCENES,
  ...SERVICE_ROLE_SCENES,
  ...STS_SCENES,
};

const USED = "the service had used its role in the recorded account; in the local AWS no service does.";

/** Recorded cases that are left, with the reason. */
const LEFT: Readonly<Record<string, string>> = {
  "test_service_role_lifecycle[kafka.amazonaws.com]": USED,
  "test_service_role_lifecycle[rds.amazonaws.com]": USED,
  "test_service_role_lifecycle[resource-explorer-2.amazonaws.com]": USED,
  "test_service_role_lifecycle[ssm.amazonaws.com]": USED,
  "test_service_role_lifecycle[sso.amazonaws.com]": USED,
};

type Case = {
  readonly name: string;
  readonly scene: string;
  readonly parameter: string;
  readonly recorded: Readonly<Record<string, Answer>>;
};

function readCases(): Case[] {
  if (!existsSync(RECORDINGS)) return [];
  const files = readdirSync(RECORDINGS).filter((file) => file.endsWith(".snapshot.json"));
  return files.flatMap((file) => {
    const content: Record<string, { readonly "recorded-content": Case["recorded"] }> = JSON.parse(
      readFileSync(new URL(file, RECORDINGS), "utf8"),
    );
    return Object.entries(content).map(([key, { "recorded-content": recorded }]) => {
      const name = key.split("::").at(-1) ?? key;
      const [, scene = name, parameter = ""] = /^(\w+)(?:\[(.*)\])?$/.exec(name) ?? [];
      return { name, scene, parameter, recorded };
    });
  });
}

const cases = readCases();
if (cases.length === 0) console.info(`Skipped: there are no recorded answers in ${RECORDINGS.pathname}.`);

describe.skipIf(cases.length === 0)("answers recorded from AWS", () => {
  const met: string[] = [];
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startLocalAws();
  });
  beforeEach(() => aws.aws.reset());
  afterAll(async () => {
    console.info(`${met.length} of ${cases.length} recorded cases are met; left: ${Object.keys(LEFT).length}.`);
    for (const [name, reason] of Object.entries(LEFT)) console.info(`  ${name}: ${reason}`);
    await aws.close();
  });

  test.for(cases.filter(({ name }) => !(name in LEFT)))("$name", async ({ name, scene, parameter, recorded }) => {
    const play = SCENES[scene];
    if (!play) throw new Error(`Nothing plays the recorded case ${scene}: write it, or list it with the reason.`);
    const answers = await play(aws, parameter);
    const bindings = new Map<string, string>();
    for (const [step, answer] of Object.entries(recorded)) {
      expect(difference(answer, answers[step], bindings, step)).toBeUndefined();
    }
    met.push(name);
  });
});
