import { DisableRuleCommand, EnableRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, ListRolesCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DrillMeans } from "../../../cli/drill/drill-means.ts";
import { drillStatements } from "../../../cli/drill/drill-permissions.ts";
import type { DrillReport, StepName } from "../../../cli/drill/drill-report.ts";
import { DRILL_PATH } from "../../../cli/drill/drill-role.ts";
import { inAccount } from "../../../cli/drill/in-account.ts";
import { playDrill } from "../../../cli/drill/play-drill.ts";
import { deployedResponder } from "../../../client/deployed-responder.ts";
import type { Keys } from "../../support/local-aws.ts";
import { createMember, MEMBER } from "../../support/member.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../../support/service.ts";

const mode = (word: string, then: string) => ({ principals: [`arn:aws:iam::*:role/*-drill-${word}*`], mode: then });

let service: TestService;
beforeAll(async () => {
  service = await startService({
    regions: ["us-east-1"],
    config: {
      modes: [mode("asked", "ask"), mode("watched", "observe")],
      members: { accounts: [MEMBER], externalId: "leak-responder" },
    },
  });
});
afterAll(() => service?.close());

let count = 0;

/** `word`: in the role's name, by which the configuration knows what to do. */
function means(word: string, more: Partial<DrillMeans> = {}, keys: Keys = service.admin.keys): DrillMeans {
  const { admin, endpoint, now, advance } = service;
  return {
    connection: { region: "us-east-1", endpoint, credentials: keys },
    responder: deployedResponder(admin.lambda, endpoint),
    now,
    sleep: (ms) => advance(ms / 1000),
    unique: `${word}${count++}`,
    ...more,
  };
}

async function rolesLeft(): Promise<readonly string[]> {
  const { Roles = [] } = await service.admin.iam.send(new ListRolesCommand({ PathPrefix: DRILL_PATH }));
  return Roles.flatMap(({ RoleName }) => RoleName ?? []);
}

const namesOf = ({ steps }: DrillReport) => steps.map(({ step }) => step);
const timeOf = ({ steps }: DrillReport, name: StepName) => steps.find(({ step }) => step === name)?.at;

test("a leak is played from the event to the lift with its times, and nothing is left of it", async () => {
  service.aws.world().settings.iamPropagation = 4000;
  const told: StepName[] = [];
  const report = await playDrill(means("role"), ({ step }) => told.push(step));
  expect(report).toMatchObject({ outcome: "contained", left: [] });
  expect(namesOf(report)).toEqual([
    "role-made",
    "session-works",
    "reported",
    "opened",
    "denied",
    "session-refused",
    "effective",
    "new-session-works",
    "lifted",
    "role-removed",
  ]);
  expect(told).toEqual(namesOf(report));
  expect(timeOf(report, "session-works")).toBeUndefined();
  expect(timeOf(report, "session-refused")).toBeGreaterThanOrEqual(4000); // IAM's propagation, and no earlier.
  expect(timeOf(report, "session-refused")).toBeLessThan(6000);
  expect(timeOf(report, "new-session-works")).toBeGreaterThan(27_000); // The cutoff lies so far ahead.
  service.aws.world().settings.iamPropagation = 0;
  expect(await rolesLeft()).toEqual([]);
  expect(await service.incident()).toMatchObject({ id: report.incident, status: "lifted" });
});

test("in a member account the event goes its own way, and the role there is removed too", async () => {
  const member = await createMember(service);
  const home = means("member");
  await member.iam.send(new CreateRoleCommand({ RoleName: "drills", AssumeRolePolicyDocument: ACCOUNT_TRUST }));
  const Document = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*" },
  });
  await member.iam.send(new PutRolePolicyCommand({ RoleName: "drills", PolicyName: "all", PolicyDocument: Document }));
  const connection = inAccount(home.connection, { account: MEMBER, role: "drills" }, service.now);
  const report = await playDrill({ ...home, connection });
  expect(report).toMatchObject({ outcome: "contained", account: MEMBER, left: [] });
  const { Roles } = await member.iam.send(new ListRolesCommand({ PathPrefix: DRILL_PATH }));
  expect(Roles).toEqual([]);
});

test("asked of the function itself, EventBridge is not waited for", async () => {
  const report = await playDrill(means("asked", { direct: true }));
  expect(report).toMatchObject({ outcome: "contained", left: [] });
});

describe("where the responder does not act by itself", () => {
  test("the drill says that a person is asked, withdraws the question and goes", async () => {
    const report = await playDrill(means("asked"));
    expect(report).toMatchObject({ outcome: "asked", because: expect.stringContaining("ask"), left: [] });
    expect(namesOf(report).slice(3)).toEqual(["opened", "asked", "rejected", "role-removed"]);
    expect(await service.incident()).toMatchObject({ status: "refused" });
    expect(await rolesLeft()).toEqual([]);
  });

  test("the caller's own yes is enough to see the rest", async () => {
    const report = await playDrill(means("asked", { approve: true }));
    expect(report).toMatchObject({ outcome: "contained", left: [] });
    expect(namesOf(report)).toContain("approved");
    expect((await service.incident()).approved?.by).toBe("arn:aws:iam::111122223333:user/admin");
  });

  test("the drill says that the responder only looks on", async () => {
    const report = await playDrill(means("watched"));
    expect(report).toMatchObject({ outcome: "refused", because: expect.stringContaining("Observed only"), left: [] });
    expect(await rolesLeft()).toEqual([]);
  });
});

test("an event that no rule brings is unheard, and the role is removed", async () => {
  const rule = { Name: "credential-leak-responder-credential-leak" };
  await service.admin.events.send(new DisableRuleCommand(rule));
  const report = await playDrill(means("role", { patienceMs: 30_000 }));
  await service.admin.events.send(new EnableRuleCommand(rule));
  expect(report).toMatchObject({ outcome: "unheard", because: expect.stringContaining("rules"), left: [] });
  expect(await rolesLeft()).toEqual([]);
});

test("a deny that cannot be written is not called one", async () => {
  const faults = service.aws.world().faults;
  const fault = { service: "iam", operation: "PutRolePolicy", fault: "error", times: 1000, probability: 1 } as const;
  const report = await playDrill(means("role", { patienceMs: 30_000 }), ({ step }) => {
    if (step === "session-works") faults.push({ ...fault });
  });
  faults.splice(0);
  expect(report.outcome).toBe("let-through");
  expect(namesOf(report)).not.toContain("denied");
  expect(await rolesLeft()).toEqual([]);
});

test("a drill that is stopped takes away what it has made, and what comes of its event", async () => {
  const stop = new AbortController();
  const report = await playDrill(means("role", { signal: stop.signal }), ({ step }) => {
    if (step === "reported") stop.abort();
  });
  expect(report).toMatchObject({ outcome: "stopped", left: [] });
  expect(namesOf(report).slice(-2)).toEqual(["lifted", "role-removed"]);
  expect(await rolesLeft()).toEqual([]);
  expect((await service.incident()).status).toBe("lifted");
});

test("what a drill that crashed has left is removed; a drill that goes on, and other roles, are not", async () => {
  const make = (RoleName: string, Path?: string) =>
    service.admin.iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: ACCOUNT_TRUST }));
  await make("credential-leak-drill-crashed", DRILL_PATH);
  await make("credential-leak-drill-elsewhere", "/team/");
  await make("somebody-elses", DRILL_PATH);
  await service.advance(61 * 60);
  await make("credential-leak-drill-going-on", DRILL_PATH);
  const report = await playDrill(means("watched"));
  expect(report.steps[0]).toMatchObject({ step: "leftovers-removed", what: expect.stringContaining("-crashed") });
  expect(await rolesLeft()).toEqual(["credential-leak-drill-going-on", "somebody-elses"]);
  const { Roles = [] } = await service.admin.iam.send(new ListRolesCommand({ PathPrefix: "/team/" }));
  expect(Roles).toHaveLength(1);
});

test("with the permissions that the documents name a drill comes to its end", async () => {
  const where = { partition: "aws", account: "111122223333", region: "us-east-1" } as const;
  const { admin } = service;
  await service.createRole("driller", ["s3:GetObject"]);
  const PolicyDocument = policy(...drillStatements(where, "credential-leak-responder"));
  await admin.iam.send(new PutRolePolicyCommand({ RoleName: "driller", PolicyName: "work", PolicyDocument }));
  const { keys, lambda } = await service.assume("driller", "tuesday");
  const responder = deployedResponder(lambda, service.endpoint);
  expect(await playDrill(means("role", { responder }, keys))).toMatchObject({ outcome: "contained", left: [] });
});

test("nobody but the caller gets into the drill's role", async () => {
  const { arn } = await service.createRole("colleague", ["sts:AssumeRole"]);
  const colleague = await service.assume("colleague", "curious");
  const refusals: unknown[] = [];
  let role = "";
  const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
  const report = await playDrill(
    {
      ...means("watched"),
      sleep: async (ms) => {
        const wish = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "curious" });
        await colleague.sts.send(wish).catch((error: Error) => refusals.push(error.name));
        await service.advance(ms / 1000);
      },
    },
    ({ step, what }) => {
      if (step === "role-made") role = what;
    },
  );
  expect(report.outcome).toBe("refused");
  expect(arn).not.toBe("");
  expect(new Set(refusals)).toEqual(new Set(["AccessDenied"]));
});
