import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  EnableOutboundWebIdentityFederationCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetWebIdentityTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TraceNode } from "../../../lambda/trace/graph.ts";
import { trustsFederated } from "../../mock-aws/sts/federation/cast.ts";
import { ACTION, startWorkflows, type Workflows } from "../../mock-aws/sts/federation/workflows.ts";
import { imdsOf, TRUSTS_EC2 } from "../../support/instance.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { HOME } from "../identify/scene.ts";
import { type Cast, leakedSession, nodeOf, startCast, use } from "./cast.ts";

let cast: Cast;
beforeEach(async () => {
  cast = await startCast();
  for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
});
afterEach(() => cast.close());

async function steal() {
  const issuedAt = cast.time();
  const stolen = await cast.assume(cast.admin, HOME, "app");
  await cast.advance(10);
  return { stolen, start: leakedSession(stolen.keys, "app", issuedAt) };
}

const show = ({ form, how, principal: { name, session } }: TraceNode) => `${how} ${form} ${name}/${session}`;

describe("an instance that the intruder starts with a role", () => {
  async function launch(by: Clients) {
    const { iam } = cast.admin;
    await iam.send(new CreateRoleCommand({ RoleName: "web", AssumeRolePolicyDocument: TRUSTS_EC2 }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "site" }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "site", RoleName: "web" }));
    const wish = { ImageId: "ami-0abcdef1234567890", InstanceType: "t3.micro", MinCount: 1, MaxCount: 1 } as const;
    const { Instances } = await by.ec2.send(new RunInstancesCommand({ ...wish, IamInstanceProfile: { Name: "site" } }));
    return Instances?.[0]?.InstanceId ?? "";
  }

  async function credentialsOf(instance: string): Promise<Clients> {
    const imds = await imdsOf(cast, instance);
    const answer = await fetch(`${imds}/latest/meta-data/iam/security-credentials/web`);
    const said = (await answer.json()) as { AccessKeyId: string; SecretAccessKey: string; Token: string };
    return cast.as({ accessKeyId: said.AccessKeyId, secretAccessKey: said.SecretAccessKey, sessionToken: said.Token });
  }

  test("its sessions are likely the intruder's, and what they open is too", async () => {
    const { stolen, start } = await steal();
    const instance = await launch(stolen);
    const thief = await credentialsOf(instance);
    await cast.advance(30);
    await use(thief);
    const { graph, gaps } = await cast.trace([start]);
    expect(gaps).toEqual([]);
    expect(graph.nodes).toContainEqual(
      expect.objectContaining({ form: "service-session", about: instance, how: "likely" }),
    );
    expect(nodeOf(graph, thief.keys.accessKeyId)).toMatchObject({
      how: "likely",
      principal: { kind: "role", name: "web", session: instance, id: expect.stringMatching(/^AROA/) },
      calls: 1,
    });
  });
});

describe("who comes in without a key", () => {
  let workflows: Workflows;
  beforeEach(async () => {
    workflows = await startWorkflows(cast);
    await workflows.connect();
    const PolicyDocument = trustsFederated(workflows.provider, [ACTION]);
    await cast.admin.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument }));
  });
  afterEach(() => workflows.issuer.close());

  test("a leaked session of a web identity: the identity's other sessions are likely", async () => {
    const issuedAt = cast.time();
    const stolen = cast.as(keysOf((await workflows.signIn(workflows.token())).Credentials));
    await use(stolen);
    await cast.advance(120);
    const again = cast.as(
      keysOf((await workflows.signIn(workflows.token(), { RoleSessionName: "run-8" })).Credentials),
    );
    await use(again);
    const { graph } = await cast.trace([leakedSession(stolen.keys, "deploy", issuedAt, "run-7")]);
    expect(graph.nodes.map(show)).toEqual([
      "alert key deploy/run-7",
      expect.stringMatching(/^likely web-identity /),
      "likely key deploy/run-8",
    ]);
    expect(nodeOf(graph, stolen.keys.accessKeyId)?.origin).toMatchObject({
      call: "sts:AssumeRoleWithWebIdentity",
      principal: { kind: "web-identity" },
    });
  });
});

test("a role whose trust the intruder has written: whoever comes in through it is likely the intruder", async () => {
  const partner = await cast.createAccount("partner");
  const { stolen, start } = await steal();
  const trust = { Effect: "Allow", Principal: { AWS: [partner.account, HOME] }, Action: "sts:AssumeRole" };
  await cast.assume(cast.admin, HOME, "deploy", "before");
  await cast.advance(10);
  await stolen.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "deploy", PolicyDocument: policy(trust) }));
  await cast.advance(10);
  const back = await cast.assume(partner, HOME, "deploy", "back-door");
  await use(back);
  const { graph } = await cast.trace([start]);
  expect(graph.nodes.map(show)).toEqual([
    "alert key app/worker",
    "likely trusting-role deploy/undefined",
    "likely key deploy/back-door",
  ]);
});

test("a console password that the intruder has set is a way in that nobody contains by itself", async () => {
  const { stolen, start } = await steal();
  await cast.admin.iam.send(new CreateUserCommand({ UserName: "quiet" }));
  await stolen.iam.send(new CreateLoginProfileCommand({ UserName: "quiet", Password: "correct-Horse-7-battery" }));
  const { graph, calls } = await cast.trace([start]);
  expect(graph.nodes.map(show)).toEqual(["alert key app/worker", "likely console-user quiet/undefined"]);
  expect(JSON.stringify(calls)).not.toContain("correct-Horse");
});

test("a token for outside AWS is on the list with its end, and is not looked for", async () => {
  await cast.admin.iam.send(new EnableOutboundWebIdentityFederationCommand({}));
  const { stolen, start } = await steal();
  const wish = { Audience: ["https://ci.example.com"], SigningAlgorithm: "ES384", DurationSeconds: 600 };
  await stolen.sts.send(new GetWebIdentityTokenCommand(wish));
  const { graph } = await cast.trace([start]);
  expect(graph.nodes[1]).toMatchObject({
    form: "jwt",
    how: "issued",
    about: expect.stringContaining("https://ci.example.com"),
    expiresAt: "2026-03-01T09:10:10.000Z",
  });
});

test("an alert that names a session and no key: the session's keys are found", async () => {
  const { stolen } = await steal();
  const next = await cast.assume(stolen, HOME, "deploy");
  const colleague = await cast.assume(cast.admin, HOME, "app", "colleague");
  await use(colleague);
  const principal = { kind: "role", account: HOME, name: "app", session: "worker" } as const;
  const { graph } = await cast.trace([{ principal, since: new Date(cast.now() - 60_000).toISOString() }]);
  expect(graph.nodes.map(show)).toEqual([
    "alert session app/worker",
    "issued key app/worker",
    "issued key deploy/worker",
  ]);
  expect(nodeOf(graph, next.keys.accessKeyId)?.openedBy).toBe(stolen.keys.accessKeyId);
});
