// The responder as it is deployed with Athena: what its role is allowed is enough, and nothing of it is there for nothing.
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { RESPONDER } from "../../lambda/own-names.ts";
import { openSource } from "../../lambda/trail-source.ts";
import { synthesize } from "../../local/deploy/synthesize.ts";
import { changeSettings } from "../../mock-aws/settings.ts";
import { usesOf } from "../../mock-aws/used-permissions.ts";
import { LOCATION, setUpTrail, type TestTrail } from "../support/athena.ts";
import type { Clients } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";
import { keysOf } from "../support/session.ts";
import { grantedTo } from "./granted.ts";

/** What is heard is found without a trail: here the trail is all there is. */
const CONFIG = { athena: { location: LOCATION }, rememberOpened: "while-open" };
const ATHENA = /^(athena|glue|s3|kms):/;

let service: TestService;
let trail: TestTrail;
beforeAll(async () => {
  service = await startService({ config: CONFIG, regions: ["us-east-1"] });
  trail = await setUpTrail(service);
});
afterAll(() => service.close());

test("what was opened with a leaked session is found in the organization's log files and denied, once Athena answers in time", async () => {
  await service.createRole("web", ["sts:AssumeRole"]);
  await service.createRole("deploy", ["iam:ListRoles"]);
  const web = await service.assume("web", "worker");
  const deploy = await assume(web, "deploy");
  await service.advance(720);
  trail.deliver();
  changeSettings(service.aws.world().settings, { queryTime: "2m" });
  const detail = { accessKeyId: web.keys.accessKeyId, reason: "found on a paste site", reporter: "soc" };
  await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
  await service.advance(180);
  expect(foundIn(await service.incident())).toEqual([]);
  expect((await service.deps.ledger.readTrace((await service.incident()).id))?.gaps.join()).toMatch(
    /time for the walk/,
  );

  changeSettings(service.aws.world().settings, { queryTime: "2s" });
  for (let turn = 0; turn < 20 && foundIn(await service.incident()).length === 0; turn++) await service.advance(60);
  expect(foundIn(await service.incident())).toEqual([deploy.keys.accessKeyId]);
  await expect(deploy.iam.send(new ListRolesCommand({}))).rejects.toThrow("explicit deny");
  expect(service.log.filter(({ message }) => message === "the trace has read the trail through Athena")).not.toEqual(
    [],
  );
});

test("what was read today counts, and what was read yesterday does not", async () => {
  const [day, before] = [0, 24].map((hours) => new Date(service.now() - hours * 3_600_000).toISOString().slice(0, 10));
  const athena = { location: LOCATION, mostBytesPerQuery: 10_000_000_000, mostBytesPerDay: 1_000_000 };
  const config = { ...service.deps.config, athena };
  const deps = { ...service.deps, config, sleep: (ms: number) => service.advance(ms / 1000) };
  const read = async (scanned: { readonly day: string | undefined; readonly bytes: number }) => {
    const opened = await openSource(deps, { ...scanned, day: scanned.day ?? "" });
    const question = { account: "111122223333", attribute: "Username", value: "worker" } as const;
    const to = new Date(service.now()).toISOString();
    const { gaps } = await opened.source.lookUp({ ...question, from: () => to, to, until: service.now() + 60_000 });
    return { gaps, ...opened.scanned() };
  };
  const spent = await read({ day, bytes: 1_000_000 });
  expect(spent).toEqual({ gaps: [expect.stringContaining("athena.mostBytesPerDay")], day, bytes: 1_000_000 });
  const some = await read({ day, bytes: 999_999 });
  expect(some.gaps).toEqual([]);
  const fresh = await read({ day: before, bytes: 1_000_000 });
  expect(fresh).toEqual({ gaps: [], day, bytes: (some.bytes ?? 0) - 999_999 });
  expect(fresh.bytes).toBeGreaterThan(0);
});

test("the responder's role was refused nothing, and has used all that Athena is the reason for", () => {
  const { allowed = new Set(), refused } = usesOf(service.aws.world()).get(ROLE_ARN) ?? {};
  expect(refused).toEqual([]);
  const template = synthesize(readConfig(CONFIG), { account: "111122223333", region: "us-east-1" })[
    "CredentialLeakResponder"
  ];
  const granted = template ? grantedTo(template, RESPONDER).filter((action) => ATHENA.test(action)) : [];
  expect(granted).toHaveLength(10);
  expect(granted.filter((action) => !allowed.has(action))).toEqual([]);
});

test("without the setting nothing of Athena is deployed or allowed", () => {
  const template = synthesize(readConfig({}), { account: "111122223333", region: "us-east-1" })[
    "CredentialLeakResponder"
  ];
  if (!template) throw new Error("There is no stack.");
  expect(grantedTo(template, RESPONDER).filter((action) => ATHENA.test(action))).toEqual([]);
  expect(Object.values(template.Resources).filter(({ Type }) => /^AWS::(Athena|Glue)::/.test(Type))).toEqual([]);
});

const ROLE_ARN = `arn:aws:iam::111122223333:role/${RESPONDER}`;

function foundIn({ sessions = [] }: Awaited<ReturnType<TestService["incident"]>>) {
  return sessions.map(({ accessKeyId }) => accessKeyId);
}

async function assume({ sts }: Clients, role: string): Promise<Clients> {
  const command = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::111122223333:role/${role}`, RoleSessionName: "next" });
  return service.as(keysOf((await sts.send(command)).Credentials));
}
