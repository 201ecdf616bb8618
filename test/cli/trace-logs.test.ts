// `responder trace --logs` as an investigator types it: with files, and nothing of AWS.
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateUserCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { HOME } from "../lambda/identify/scene.ts";
import { type Cast, startCast, use } from "../lambda/trace/cast.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { trailFiles } from "../support/memory-logs.ts";
import { responder } from "../support/terminal.ts";

let cast: Cast;
let trail: string;
let [key, opened] = ["", ""];
let files: Record<string, Buffer> = {};

beforeAll(async () => {
  cast = await startCast();
  trail = await mkdtemp(join(tmpdir(), "trail-"));
  for (const role of ["app", "deploy"]) await cast.createRole(cast.admin, role);
  const stolen = await cast.assume(cast.admin, HOME, "app", "web");
  await cast.advance(600);
  const deploy = await cast.assume(stolen, HOME, "deploy", "backup");
  await deploy.iam.send(new CreateUserCommand({ UserName: "robot" }));
  await use(deploy);
  [key, opened] = [stolen.keys.accessKeyId, deploy.keys.accessKeyId];
  files = trailFiles(cast.aws.world());
  for (const [name, file] of Object.entries(files)) {
    await mkdir(dirname(join(trail, name)), { recursive: true });
    await writeFile(join(trail, name), file);
  }
  await mkdir(join(trail, "AWSLogs", HOME, "CloudTrail-Digest"));
  await writeFile(join(trail, "AWSLogs", HOME, "CloudTrail-Digest", "x.json.gz"), "");
});
afterAll(async () => {
  await cast.close();
  await rm(trail, { recursive: true });
});

/** Nobody answers there. */
const offline = () => ({ ...cast, endpoint: "http://127.0.0.1:9" });
const type = (...words: readonly string[]) => responder(offline(), ["trace", ...words]);

describe("with a key alone", () => {
  test("the tree of sessions, what is left, and what was read; without AWS", async () => {
    const { code, out, err } = await type("--logs", trail, "--access-key", key);
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `${key} {2}the session \\S+ of the role app[\\s\\S]*└─ ?${opened} {2}the session backup of the role deploy`,
      ),
    );
    expect(out).toMatch(/opened by the user admin in the account 111122223333 \(sts:AssumeRole/);
    expect(out).toMatch(/1 × iam:CreateUser/);
    expect(out).toMatch(/What is left of it[\s\S]*user robot/);
    expect(out).toMatch(/1 file was left aside: a digest/);
    expect(err).toMatch(/^Reading \d+ log files/);
  });

  test("as the documents show it", async () => {
    const page = await readFile(new URL("../../docs/trace.md", import.meta.url), "utf8");
    const [, block = ""] =
      /<!-- commands: run by test\/cli\/trace-logs.test.ts -->\n```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const lines = block.split("\n").flatMap((line) => (line.startsWith("responder ") ? line.replace(/ +#.*/, "") : []));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const words = line
        .split(" ")
        .slice(1)
        .map((word) => word.replace("./trail", trail).replace("ASIA…", key));
      const { code, out } = await responder(offline(), words);
      expect(code, line).toBe(0);
      expect(out, line).toContain(opened);
    }
  });

  test("--json is one document", async () => {
    const { code, out } = await type("--logs", trail, "--key", key, "--json");
    const form = z.object({
      logs: z.literal(trail),
      sessions: z.array(
        z.looseObject({
          node: z.string(),
          how: z.string(),
          form: z.string(),
          principal: z.looseObject({}),
          calls: z.int(),
        }),
      ),
      links: z.array(z.looseObject({ from: z.string(), to: z.string(), call: z.string() })),
      namesakes: z.array(z.unknown()),
      events: z.array(z.looseObject({ eventId: z.string(), at: z.iso.datetime(), node: z.string(), name: z.string() })),
      residual: z.array(z.looseObject({ section: z.string(), what: z.string() })),
      unknown: z.array(z.unknown()),
      missing: z.array(z.string()),
      read: z.looseObject({
        files: z.int(),
        bytes: z.int(),
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        leftAside: z.looseObject({}),
      }),
      exitCode: z.literal(code),
    });
    const document = form.parse(JSON.parse(out));
    expect(document.events.map(({ name }) => name)).toEqual(["AssumeRole", "CreateUser", "GetCallerIdentity"]);
    expect(document.sessions[1]).toMatchObject({ node: opened, parent: key, how: "issued" });
  });

  test("with --since and --until only what lies between them counts", async () => {
    const { out } = await type("--logs", trail, "--key", key, "--until", "2026-03-01T09:05:00Z", "--json");
    expect(JSON.parse(out).sessions).toMatchObject([{ node: key, calls: 0 }]);
    const later = await type("--logs", trail, "--key", key, "--since", "2026-03-01T10:00:00Z", "--json");
    expect(JSON.parse(later.out).sessions).toMatchObject([{ node: key, calls: 0 }]);
  });

  test("a time without a zone is in UTC, as all that is printed, wherever the investigator sits", async () => {
    const here = process.env["TZ"];
    process.env["TZ"] = "America/New_York";
    try {
      const { out } = await type("--logs", trail, "--key", key, "--until", "2026-03-01 09:05", "--json");
      expect(JSON.parse(out).sessions).toMatchObject([{ node: key, calls: 0 }]);
    } finally {
      if (here === undefined) delete process.env["TZ"];
      else process.env["TZ"] = here;
    }
  });
});

test("with a role's session, or a finding, in place of a key", async () => {
  const role = `arn:aws:iam::${HOME}:role/deploy`;
  const { code, out } = await type("--logs", trail, "--role", role, "--session", "backup");
  expect(code).toBe(0);
  expect(out).toContain(opened);
  const event = guardDutyEvent({ accessKeyId: opened, userName: "deploy", principalId: "AROAEXAMPLE:backup" });
  const finding = JSON.stringify(event);
  const found = await responder(offline(), ["trace", "--logs", trail, "--finding", "-"], { input: finding });
  expect(found.out).toContain("iam:CreateUser");
});

test("one file is read whatever it is called, also over a link; links within a folder are counted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "named-"));
  const [file, link] = [join(folder, "cloudtrail.log"), join(folder, "link.json")];
  const packed = Object.values(files).map((one) => gunzipSync(one).toString());
  await writeFile(file, packed.join("\n"));
  await symlink(file, link);
  for (const path of [file, link]) expect((await type("--logs", path, "--key", key)).out).toContain(opened);
  const within = await type("--logs", folder, "--key", key);
  await rm(folder, { recursive: true });
  expect(within).toMatchObject({
    code: 1,
    err: expect.stringMatching(/1 file: not named as a log file[\s\S]*1 file: links/),
  });
});

test("a bucket tells what the folder tells", async () => {
  const s3 = new S3Client({
    endpoint: cast.endpoint,
    region: "us-east-1",
    credentials: ADMIN_KEY,
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: "trail-bucket" }));
  for (const [Key, Body] of Object.entries(files)) {
    await s3.send(new PutObjectCommand({ Bucket: "trail-bucket", Key: `logs/${Key}`, Body }));
  }
  const local = await type("--logs", trail, "--key", key, "--json");
  const { code, out } = await responder(cast, ["trace", "--logs", "s3://trail-bucket/logs/", "--key", key, "--json"]);
  expect(code).toBe(0);
  const [there, here] = [JSON.parse(out), JSON.parse(local.out)];
  expect(there.sessions).toEqual(here.sessions);
  expect(there.events).toEqual(here.events);
});

describe("what a script is told", () => {
  test("nothing found is 1; something that could not be read is 5, and what was found is told", async () => {
    expect(await type("--logs", trail, "--key", "ASIANOBODYHASTHISKEY")).toMatchObject({ code: 1 });
    const half = join(trail, "half.json");
    await writeFile(half, '{"Records":[{"eventID":"1"');
    const { code, out } = await type("--logs", trail, "--key", key);
    await rm(half);
    expect(code).toBe(5);
    expect(out).toMatch(/What is not known\n.*half\.json[\s\S]*ends in the\s+middle/);
    expect(out).toContain(opened);
  });

  test.each([
    [[], /Name an incident, or --logs/],
    [["latest", "--logs", "."], /one of them/],
    [["--athena", "--logs", "."], /one of them/],
    [["latest", "--since", "2026-03-01"], /An incident is shown with all of its trace/],
    [["--logs", ".", "--account", "111122223333"], /'--account <id>' cannot be used with option '--logs <where>'/],
    [
      ["--logs", ".", "--finding", "-", "--access-key", "ASIAIOSFODNN7EXAMPLE"],
      /cannot be used with option '--access-key/,
    ],
    [["--athena"], /Nobody is named/],
    [["--logs", "."], /Nobody is named/],
    [["--logs", ".", "--key", "wJalrXUtnFEMI/K7MDENG"], /no access key's id/],
    [["--logs", ".", "--role", "app", "--session", "x"], /Nobody is named/],
    [["--logs", "s3:///logs", "--key", "ASIAIOSFODNN7EXAMPLE"], /is no place in S3/],
    [["--logs", "arn:aws:s3:::trail-bucket", "--key", "ASIAIOSFODNN7EXAMPLE"], /s3:\/\/BUCKET\/PREFIX/],
    [["--logs", ".", "--key", "AROAIOSFODNN7EXAMPLE"], /no access key's id/],
    [["--logs", ".", "--key", "ASIAIOSFODNN7EXAMPLE", "--since", "noon"], /2026-03-01T09:00:00Z/],
    [["--logs", ".", "--key", "ASIAIOSFODNN7EXAMPLE", "--since", "7"], /2026-03-01T09:00:00Z/],
    [["--logs", ".", "--since", "2026-03-02", "--until", "2026-03-01"], /Nothing lies between/],
  ])("%j is a wrong word, with 2", async (words, message) => {
    const { code, err } = await type(...words);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test("a folder that is not there, or holds no log files, is told with what to do", async () => {
    const gone = await type("--logs", "/nowhere/at/all", "--key", key);
    expect(gone).toMatchObject({ code: 1, err: expect.stringMatching(/nowhere[\s\S]*→/) });
    const pipe = await type("--logs", "/dev/null", "--key", key);
    expect(pipe).toMatchObject({ code: 1, err: expect.stringMatching(/neither a file nor a folder/) });
    const digests = await type("--logs", join(trail, "AWSLogs", HOME, "CloudTrail-Digest"), "--key", key);
    expect(digests).toMatchObject({ code: 1, err: expect.stringMatching(/There are no log files in [\s\S]*digest/) });
  });
});
