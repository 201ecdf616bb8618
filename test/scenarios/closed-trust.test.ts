// A role that is closed to what has leaked: for as long as the incident's other denies stand, and no longer.
import { CreateRoleCommand, GetRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { kindOf } from "../../lambda/step/index.ts";
import type { DenyAssume } from "../../lambda/steps.ts";
import { leakSession } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { startService, type TestService } from "../support/service.ts";

const HOME = "111122223333";
const TARGET = { RoleName: "target" };
/** As somebody wrote it, white space and all. */
const TRUST = `{ "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Principal": { "AWS": "${HOME}" }, "Action": "sts:AssumeRole" } }`;

let service: TestService;
beforeEach(async () => {
  service = await startService({ config: { denyAssume: true } });
  await service.admin.iam.send(new CreateRoleCommand({ ...TARGET, AssumeRolePolicyDocument: TRUST }));
});
afterEach(() => service.close());

const hop = (who: Clients) => {
  const RoleArn = `arn:aws:iam::${HOME}:role/target`;
  return who.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "hop" }));
};
const trustNow = async () => {
  const { Role } = await service.admin.iam.send(new GetRoleCommand(TARGET));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
};

test("whoever is kept out opens no newer session of it until the incident is lifted; then its trust is to the letter as it was", async () => {
  const { event } = await leakSession(service);
  await service.createRole("may-hop", ["sts:AssumeRole"]);
  await service.deliver(event());
  await keepOut(`arn:aws:iam::${HOME}:role/may-hop`);

  await service.advance(120);
  const newer = await service.assume("may-hop", "thief");
  await expect(hop(newer)).rejects.toMatchObject({ name: "AccessDenied" });
  await hop(service.admin);
  await service.sleepThrough(11);
  expect((await service.incident()).status).toBe("contained");
  await expect(hop(await service.assume("may-hop", "thief"))).rejects.toMatchObject({ name: "AccessDenied" });

  await service.sleepThrough(2);
  expect((await service.incident()).status).toBe("lifted");
  expect(await trustNow()).toBe(TRUST);
  await hop(await service.assume("may-hop", "team"));
});

/** Takes the step in the incident that is open. */
async function keepOut(principal: string): Promise<void> {
  const { Role } = await service.admin.iam.send(new GetRoleCommand(TARGET));
  const target = { account: HOME, roleName: "target", roleArn: Role?.Arn ?? "", roleId: Role?.RoleId ?? "" };
  const step: DenyAssume = { type: "deny-assume", ...target, principals: [principal] };
  const { deps } = service;
  const [aws, claim] = [await deps.places.aws(HOME), await deps.ledger.claimOf(await service.incident())];
  if (!aws || !claim) throw new Error("The incident is open, and its account is served.");
  const applied = await kindOf(step).apply(aws, step);
  const at = new Date(service.now()).toISOString();
  await deps.ledger.append(claim, at, () => [{ type: "step-applied", applied, why: "contain" }]);
}
