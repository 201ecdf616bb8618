// `responder trace --athena` as an investigator types it, over the organization's trail in the local Athena.
import { CreateUserCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wholeTrail } from "../../mock-aws/cloudtrail/trail.ts";
import { HOME } from "../lambda/identify/scene.ts";
import { type Cast, startCast, use } from "../lambda/trace/cast.ts";
import { setUpAthena } from "../support/athena.ts";
import { policy } from "../support/session.ts";
import { responder, type Typing } from "../support/terminal.ts";

let cast: Cast;
let [key, opened] = ["", ""];

beforeAll(async () => {
  cast = await startCast({ regions: ["us-east-1", "eu-west-1"] });
  const athena = await setUpAthena(cast);
  const member = await cast.createAccount("member");
  await cast.createRole(cast.admin, "app");
  await cast.createRole(member, "deploy", [HOME]);
  const stolen = await cast.assume(cast.admin, HOME, "app", "web", "eu-west-1");
  await use(stolen);
  const deploy = await cast.assume(stolen, member.account, "deploy", "backup");
  await deploy.iam.send(new CreateUserCommand({ UserName: "robot" }));
  [key, opened] = [stolen.keys.accessKeyId, deploy.keys.accessKeyId];
  await cast.advance(720);
  athena.deliver();
});
afterAll(() => cast.close());

const queries = () =>
  wholeTrail(cast.aws.world()).filter(({ record }) => record.eventName === "StartQueryExecution").length;
const type = (words: readonly string[], typing?: Typing) => responder(cast, ["trace", "--athena", ...words], typing);

test("with a key alone: the tree over accounts, what is left, and how much was read", async () => {
  const { code, out, err } = await type(["--access-key", key]);
  expect(err).toMatch(/^Asking Athena about 2026-02-22\S+ to 2026-03-01/);
  expect(out).toMatch(
    new RegExp(`${key} {2}the session web of the role app[\\s\\S]*└─ ?${opened} {2}the session backup`),
  );
  expect(out).toMatch(/opened by the user admin in the account 111122223333/);
  expect(out).toMatch(/What is left of it[\s\S]*user robot/);
  expect(out).toMatch(/Athena has read [\d.]+ kB of the trail/);
  expect(code).toBe(0);
});

test("--json tells the bytes; what was read to learn whose the key is, is not paid twice", async () => {
  const read = async (...words: readonly string[]) =>
    JSON.parse((await type(["--access-key", key, "--account", HOME, "--json", ...words])).out);
  const whole = await read();
  expect(whole.sessions.map(({ node }: { readonly node: string }) => node)).toEqual([key, opened]);
  expect(whole.athena.until).toMatch(/^2026-03-01/);
  const before = queries();
  await read();
  expect(queries() - before).toBe(2); // One for the key, one for the hop.
  expect(whole.read.bytes).toBeGreaterThan(0);
});

test("nothing before --since is read, and nothing found is 1", async () => {
  const { code, out } = await type([
    "--access-key",
    key,
    "--since",
    "2026-03-02T00:00:00Z",
    "--until",
    "2026-03-03T00:00:00Z",
  ]);
  expect(out).toContain("What was read knows no such credential.");
  expect(code).toBe(1);
});

test("whoever may not ask Athena is told what it says", async () => {
  const stranger = await cast.assume(cast.admin, HOME, "app", "other");
  const PolicyDocument = policy({ Effect: "Deny", Action: "athena:*", Resource: "*" });
  await cast.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName: "no-athena", PolicyDocument }));
  const { code, out } = await type(["--access-key", key, "--account", HOME], { keys: stranger.keys });
  expect(out).toMatch(/What is not known[\s\S]*Athena could not read the trail: AccessDenied/);
  expect(code).toBe(1);
});
