// The same outside of IAM: Identity Center or Organizations fails while a deny is written, and somebody else writes meanwhile.

import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetInlinePolicyForPermissionSetCommand, type SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { expect, test } from "vitest";
import { type Aws, connect } from "../../../lambda/aws.ts";
import { cutoffTime } from "../../../lambda/older-sessions-policy.ts";
import { organizationsOf, organizationsWritesOf } from "../../../lambda/organizations-client.ts";
import { ssoAdminIn, ssoAdminWritesIn } from "../../../lambda/sso-admin-client.ts";
import { kindOf } from "../../../lambda/step/index.ts";
import type { DenyPermissionSet, Step } from "../../../lambda/steps.ts";
import { takeSteps } from "../../../lambda/take-steps.ts";
import { ADMIN_KEY } from "../../../mock-aws/bootstrap.ts";
import { HOME, startWorkforce } from "../../mock-aws/sso-admin/workforce.ts";
import { startBackstop } from "./backstop-cast.ts";

const failure = (name: string, httpStatusCode: number) =>
  Object.assign(new Error("try later"), { name, $metadata: { httpStatusCode } });
const HUNG = Object.assign(new Error("no answer within 5 s"), { name: "TimeoutError" });

/** The first write of these clients fails and is not done; `meanwhile` somebody else writes. */
function unlucky(
  clients: readonly (SSOAdminClient | OrganizationsClient)[],
  error: Error,
  meanwhile: () => Promise<unknown>,
): void {
  let isLucky = false;
  for (const client of clients) {
    (client as SSOAdminClient).middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (isLucky || !/^(Put|Update)/.test(commandName)) return next(args);
          isLucky = true;
          await meanwhile();
          throw error;
        },
      { step: "deserialize", name: "unlucky", priority: "high" },
    );
  }
}

const someone = (endpoint: string): Aws =>
  connect(HOME, { region: "us-east-1", endpoint, credentials: async () => ADMIN_KEY, pause: async () => undefined });

function take(aws: Aws, step: Step) {
  const places = { aws: async () => aws } as never; // Nothing else of them is asked.
  const clock = { now: () => 0, sleep: async () => undefined, newId: () => "00000000" };
  return takeSteps({ ...clock, places, config: { fallback: "none" } }, [step]);
}

test.each([HUNG, failure("ConflictException", 409), failure("ThrottlingException", 400)])(
  "the deny of another person in the permission set stays ($name)",
  async (error) => {
    const force = await startWorkforce();
    try {
      const memberAccount = await force.createAccount("workload");
      const permissionSetArn = await force.createPermissionSet("Auditor");
      const stepFor = async (name: string): Promise<DenyPermissionSet> => ({
        ...{ type: "deny-permission-set", account: HOME, region: "us-east-1", instanceArn: force.InstanceArn },
        ...{ permissionSetArn, memberAccount, roleName: "AWSReservedSSO_Auditor_0123456789abcdef" },
        userId: await force.createUser(name),
        cutoff: cutoffTime(force.aws.now() + 30_000),
      });
      const [ana, ben] = [await stepFor("ana@example.com"), await stepFor("ben@example.com")];
      const [own, other] = [someone(force.aws.endpoint), someone(force.aws.endpoint)];
      const clients = [ssoAdminIn(own, "us-east-1"), ssoAdminWritesIn(own, "us-east-1")];
      unlucky(clients, error, () => kindOf(ben).apply(other, ben));
      expect(await take(own, ana)).toMatchObject([{ applied: { changed: true } }]);
      const named = { InstanceArn: force.InstanceArn, PermissionSetArn: permissionSetArn };
      const { InlinePolicy } = await force.admin.sso.send(new GetInlinePolicyForPermissionSetCommand(named));
      expect(InlinePolicy).toContain(ana.userId);
      expect(InlinePolicy).toContain(ben.userId);
    } finally {
      await force.aws.close();
    }
  },
);

test.each([HUNG, failure("ConcurrentModificationException", 400), failure("TooManyRequestsException", 400)])(
  "the deny of another role in the back-stop stays ($name)",
  async (error) => {
    const cast = await startBackstop();
    try {
      const [first, step, theirs] = [
        await cast.step("credential-leak-responder-member"),
        await cast.step("app"),
        await cast.step("other"),
      ];
      const [own, other] = [cast.someone(), cast.someone()];
      await kindOf(first).apply(other, first); // The policy is there.
      unlucky([organizationsOf(own), organizationsWritesOf(own)], error, () => kindOf(theirs).apply(other, theirs));
      expect(await take(own, step)).toMatchObject([{ applied: { changed: true } }]);
      for (const one of [first, step, theirs]) expect(await kindOf(one).holds(other, one)).toEqual({ holds: true });
    } finally {
      await cast.aws.close();
    }
  },
);
