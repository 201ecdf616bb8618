// The command line as a program: what becomes of its output is none of what it does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Listening, listen } from "../../mock-aws/listen.ts";

let aws: Listening;
let iam: IAMClient;
let folder: string;
beforeAll(async () => {
  aws = await listen({ port: 0, ticking: true });
  iam = new IAMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: ADMIN_KEY });
  folder = await mkdtemp(join(tmpdir(), "responder-"));
});
afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true });
});

type Output = "ignore" | "pipe" | number;

/** With the responder in the program itself: what ends it ends a containment on its way. */
function contain(role: string, [out, err]: readonly [Output, Output]) {
  const words = [
    "contain",
    "--direct",
    "--ledger",
    join(folder, `${role}.ledger`),
    "--role",
    role,
    "--yes",
    "--no-wait",
  ];
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: ADMIN_KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ADMIN_KEY.secretAccessKey,
  };
  return spawn(process.execPath, ["bin/responder.ts", ...words], { env, stdio: ["ignore", out, err] });
}

async function createRole(RoleName: string): Promise<void> {
  const Statement = [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
}

async function policiesOf(RoleName: string): Promise<readonly string[]> {
  return (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames ?? [];
}

test.each(["stdout", "stderr"] as const)(
  "a role is contained though whoever reads %s, `head` say, has had enough",
  async (name) => {
    const role = `app-${name}`;
    await createRole(role);
    const program = contain(role, name === "stdout" ? ["pipe", "ignore"] : ["ignore", "pipe"]);
    program[name]?.destroy();
    const [code] = await once(program, "exit");
    expect(await policiesOf(role)).toEqual(["AWSRevokeOlderSessions"]);
    expect(code).toBe(0);
  },
);

test.runIf(process.platform === "linux")(
  "a role is contained though its output finds no room, and that is said",
  async () => {
    await createRole("app-full");
    const full = await open("/dev/full", "w");
    const program = contain("app-full", [full.fd, "pipe"]);
    let said = "";
    program.stderr?.on("data", (data) => {
      said += data;
    });
    const [code] = await once(program, "close");
    await full.close();
    expect(await policiesOf("app-full")).toEqual(["AWSRevokeOlderSessions"]);
    expect(said).toMatch(/could not be written: .*no space left/);
    expect(said).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  },
);
