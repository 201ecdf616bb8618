import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { giveKeyId } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { HOME } from "../identify/scene.ts";
import { type Cast, keyNames, leakedSession, leakedUser, nodeOf, startCast, use } from "./cast.ts";

let cast: Cast;
beforeEach(async () => {
  cast = await startCast();
});
afterEach(() => cast.close());

async function createUser(UserName: string): Promise<Clients> {
  const { iam } = cast.admin;
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "work", PolicyDocument }));
  return newKey(cast.admin, UserName);
}

async function newKey(by: Clients, UserName: string): Promise<Clients> {
  const { AccessKey } = await by.iam.send(new CreateAccessKeyCommand({ UserName }));
  return cast.as({ accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" });
}

describe("from a leaked session the trace follows every session that was opened", () => {
  test("five hops through three accounts and two Regions, each with who opened it and until when it is good", async () => {
    const [payments, data] = [await cast.createAccount("payments"), await cast.createAccount("data")];
    const members = [payments.account, data.account];
    await cast.createRole(cast.admin, "app");
    await cast.createRole(payments, "ledger", [HOME]);
    await cast.createRole(payments, "books", [payments.account]);
    await cast.createRole(data, "lake", [payments.account]);
    await cast.createRole(data, "pond", [data.account]);
    await cast.createRole(cast.admin, "deploy", [data.account]);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "app");
    let last = stolen;
    for (const [account, role, region] of [
      [payments.account, "ledger"],
      [payments.account, "books", "eu-west-1"],
      [data.account, "lake"],
      [data.account, "pond", "ap-southeast-2"],
      [HOME, "deploy"],
    ] as const) {
      await cast.advance(20);
      last = await cast.assume(last, account, role, "worker", region);
    }
    await use(last);
    const { graph, gaps, calls } = await cast.trace([leakedSession(stolen.keys, "app", issuedAt)], { members });
    expect(gaps).toEqual([]);
    expect(keyNames(graph)).toEqual(
      ["app", "ledger", "books", "lake", "pond", "deploy"].map((role) => `${role}/worker`),
    );
    expect(graph.nodes.map(({ how }) => how)).toEqual(["alert", ...Array(5).fill("issued")]);
    expect(graph.nodes.map(({ openedBy }) => openedBy)).toEqual([
      undefined,
      ...graph.nodes.slice(0, -1).map(({ id }) => id),
    ]);
    expect(nodeOf(graph, last.keys.accessKeyId)).toMatchObject({
      principal: { kind: "role", account: HOME, name: "deploy", id: expect.stringMatching(/^AROA/) },
      issuedAt: "2026-03-01T09:01:40.000Z",
      expiresAt: "2026-03-01T10:01:40.000Z",
      calls: 1,
    });
    expect(nodeOf(graph, stolen.keys.accessKeyId)?.origin).toMatchObject({
      principal: { kind: "user", name: "admin" },
    });
    expect(calls.map(({ name }) => name)).toEqual([...Array(5).fill("AssumeRole"), "GetCallerIdentity"]);
    expect(JSON.stringify(calls)).not.toContain("sessionToken");
  });

  test("two roles that trust each other in a circle, and many sessions side by side: the walk ends", async () => {
    for (const role of ["a", "b"]) await cast.createRole(cast.admin, role);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "a");
    let last = stolen;
    for (const role of ["b", "a", "b", "a"]) {
      await cast.advance(30);
      last = await cast.assume(last, HOME, role);
    }
    for (let n = 0; n < 5; n++) await cast.assume(stolen, HOME, "b", `side-${n}`);
    const { graph, gaps } = await cast.trace([leakedSession(stolen.keys, "a", issuedAt)]);
    expect(gaps).toEqual([]);
    expect(keyNames(graph).toSorted()).toEqual(
      [
        "a/worker",
        "a/worker",
        "a/worker",
        "b/worker",
        "b/worker",
        ...[0, 1, 2, 3, 4].map((n) => `b/side-${n}`),
      ].toSorted(),
    );
  });

  test("nobody else's: the role's other sessions, and what the administrator does meanwhile", async () => {
    for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "app");
    const colleague = await cast.assume(cast.admin, HOME, "app", "colleague");
    await cast.assume(colleague, HOME, "deploy", "colleague");
    await use(stolen);
    const { graph } = await cast.trace([leakedSession(stolen.keys, "app", issuedAt)]);
    expect(keyNames(graph)).toEqual(["app/worker"]);
  });

  test("sessions that share a source identity are likely, and so is all that they open", async () => {
    for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
    const open = async (by: Clients, RoleSessionName: string) => {
      const RoleArn = `arn:aws:iam::${HOME}:role/app`;
      const wish = { RoleArn, RoleSessionName, SourceIdentity: "jane" };
      return cast.as(keysOf((await by.sts.send(new AssumeRoleCommand(wish))).Credentials));
    };
    const issuedAt = cast.time();
    const stolen = await open(cast.admin, "worker");
    await use(stolen);
    await cast.advance(60);
    await cast.assume(await open(cast.admin, "other"), HOME, "deploy", "other");
    const { graph } = await cast.trace([leakedSession(stolen.keys, "app", issuedAt)]);
    const keys = graph.nodes.filter(({ form }) => form === "key");
    expect(keys.map(({ how, principal }) => `${how} ${principal.name}/${principal.session}`)).toEqual([
      "alert app/worker",
      "likely app/other",
      "likely deploy/other",
    ]);
    expect(graph.nodes).toContainEqual(
      expect.objectContaining({ form: "source-identity", about: "jane", how: "likely" }),
    );
  });
});

describe("from a user's leaked key", () => {
  test("its session tokens and federated users, and what a token has assumed", async () => {
    const user = await createUser("deploy");
    await cast.createRole(cast.admin, "app");
    const since = cast.time();
    const token = cast.as(keysOf((await user.sts.send(new GetSessionTokenCommand({}))).Credentials));
    const Policy = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const wish = new GetFederationTokenCommand({ Name: "guest", Policy });
    const guest = cast.as(keysOf((await user.sts.send(wish)).Credentials));
    await cast.advance(10);
    await cast.assume(token, HOME, "app");
    await use(guest);
    const { graph, gaps } = await cast.trace([leakedUser(user.keys, "deploy", since)]);
    expect(gaps).toEqual([]);
    expect(keyNames(graph).toSorted()).toEqual(["app/worker", "deploy", "deploy", "guest"]);
    expect(nodeOf(graph, guest.keys.accessKeyId)).toMatchObject({
      how: "issued",
      principal: { kind: "federated-user", name: "guest", issuer: "deploy" },
      expiresAt: "2026-03-01T21:00:00.000Z",
      calls: 1,
    });
    expect(graph.nodes.map(({ how }) => how)).toEqual(["alert", "issued", "issued", "issued"]);
  });

  test("a key that the intruder made for another user, and what was done with it", async () => {
    const user = await createUser("deploy");
    await createUser("quiet");
    const since = cast.time();
    const planted = await newKey(user, "quiet");
    await cast.createRole(cast.admin, "app");
    await cast.advance(10);
    await cast.assume(planted, HOME, "app");
    const { graph } = await cast.trace([leakedUser(user.keys, "deploy", since)]);
    expect(keyNames(graph)).toEqual(["deploy", "quiet", "app/worker"]);
    expect(nodeOf(graph, planted.keys.accessKeyId)).toMatchObject({
      how: "issued",
      principal: { kind: "user", name: "quiet", id: expect.stringMatching(/^AIDA/) },
    });
    expect(nodeOf(graph, planted.keys.accessKeyId)).not.toHaveProperty("issuedAt");
  });

  test("calls from before it was seen misused are the owner's", async () => {
    const user = await createUser("deploy");
    await cast.createRole(cast.admin, "app");
    await cast.assume(user, HOME, "app", "morning");
    await cast.advance(3600);
    const since = cast.time();
    await cast.assume(user, HOME, "app", "night");
    const { graph } = await cast.trace([leakedUser(user.keys, "deploy", since)]);
    expect(keyNames(graph)).toEqual(["deploy", "app/night"]);
  });
});

describe("key ids recur", () => {
  test("the same id in another principal's hands is somebody else's credential: told, and not followed", async () => {
    for (const role of ["app", "other", "deploy"]) await cast.createRole(cast.admin, role);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "app");
    await use(stolen);
    const stranger = await cast.assume(cast.admin, HOME, "other", "stranger");
    giveKeyId(cast.aws.world(), stranger.keys.accessKeyId, stolen.keys.accessKeyId);
    await cast.assume(cast.as({ ...stranger.keys, accessKeyId: stolen.keys.accessKeyId }), HOME, "deploy", "stranger");
    const { graph, calls } = await cast.trace([leakedSession(stolen.keys, "app", issuedAt)]);
    expect(keyNames(graph)).toEqual(["app/worker"]);
    expect(calls.map(({ name }) => name)).toEqual(["GetCallerIdentity"]);
    expect(graph.namesakes).toEqual([
      expect.objectContaining({
        accessKeyId: stolen.keys.accessKeyId,
        principal: expect.objectContaining({ name: "other", session: "stranger" }),
      }),
    ]);
  });

  test("so is one of the same principal and another issue time", async () => {
    for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
    const earlier = await cast.assume(cast.admin, HOME, "app");
    await cast.assume(earlier, HOME, "deploy", "earlier");
    await cast.advance(600);
    const issuedAt = cast.time();
    const stolen = await cast.assume(cast.admin, HOME, "app");
    giveKeyId(cast.aws.world(), stolen.keys.accessKeyId, earlier.keys.accessKeyId);
    const again = cast.as({ ...stolen.keys, accessKeyId: earlier.keys.accessKeyId });
    await cast.assume(again, HOME, "deploy", "later");
    const start = {
      ...leakedSession(again.keys, "app", issuedAt),
      since: new Date(cast.now() - 3_600_000).toISOString(),
    };
    const { graph } = await cast.trace([start]);
    expect(keyNames(graph)).toEqual(["app/worker", "deploy/later"]);
    expect(graph.namesakes).toHaveLength(1);
  });
});
