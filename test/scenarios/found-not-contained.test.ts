// Whom the trace has found is on record, and the ledger fails before they are contained: no proof until they are, which is soon.
import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collectProof } from "../../lambda/collect-proof.ts";
import { followTrace } from "../../lambda/follow-trace.ts";
import type { Claim } from "../../lambda/ledger/ledger.ts";
import { look } from "../../lambda/reconcile.ts";
import { verifyOnRequest } from "../../lambda/serve.ts";
import { keysOf } from "../../local/clients.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

const refused = { name: "AccessDenied" };

let service: TestService;
let hop: Clients;
beforeEach(async () => {
  service = await startService({ config: { settleSeconds: 60 } });
  await service.admin.events.send(new DisableRuleCommand({ Name: "credential-leak-responder-opened-sessions" }));
  await service.createRole("b");
  const leak = await leakSession(service);
  const PolicyDocument = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  await service.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "hop", PolicyDocument }));
  const wish = { RoleArn: "arn:aws:iam::111122223333:role/b", RoleSessionName: "hop" };
  hop = service.as(keysOf((await leak.stolen.sts.send(new AssumeRoleCommand(wish))).Credentials));
  await service.deliver(leak.event());
  await expect(works(leak.stolen)).rejects.toMatchObject(refused);
  await findWithoutContaining();
  await works(hop);
});
afterEach(() => service.close());

/** The heartbeats' walks tell whom they have found, and nothing after that reaches the ledger. */
async function findWithoutContaining(): Promise<void> {
  const { ledger } = service.deps;
  const { append } = ledger;
  const isFound = async () => (await service.incident()).sessions?.some(({ how }) => how === "issued") ?? false;
  ledger.append = async (...asked) => {
    if (await isFound()) throw new Error("The ledger is down.");
    return append(...asked);
  };
  for (let minute = 0; minute < 15 && !(await isFound()); minute++) await service.advance(60);
  ledger.append = append;
}

async function claimOf(): Promise<Claim> {
  const claim = await service.deps.ledger.claimOf(await service.incident());
  if (!claim) throw new Error("Nobody has the claim.");
  return claim;
}

test("nothing is proven meanwhile, and the reason is told", async () => {
  const asked = collectProof(service.deps, await claimOf(), await service.incident(), true);
  const proof = await whileTimePasses(service, asked);
  expect(proof).toMatchObject({ proof: "unproven" });
  expect(JSON.stringify(proof)).toContain(`${hop.keys.accessKeyId} was opened with`);
});

test("a person who asks for the proof has the trail followed first, and them contained", async () => {
  await whileTimePasses(service, verifyOnRequest(service.deps, (await service.incident()).id));
  await expect(works(hop)).rejects.toMatchObject(refused);
});

test("the next look contains them, before it is time to read the trail again, and once", async () => {
  const { incident } = await look(service.deps, await claimOf());
  await expect(works(hop)).rejects.toMatchObject(refused);
  const alerts = incident.alerts.filter(({ source }) => source === "trace");
  expect(alerts).toHaveLength(1);
  await whileTimePasses(service, followTrace(service.deps, await claimOf(), incident));
  expect((await service.incident()).alerts.filter(({ source }) => source === "trace")).toEqual(alerts);
});
