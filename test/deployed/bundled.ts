// What is uploaded for the responder's function, as NodejsFunction makes it, and a Lambda runtime to start it: a plain node.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { App } from "aws-cdk-lib";
import { startingFiles } from "../../bench/cold/bundle-size.ts";
import { readConfig } from "../../lambda/config.ts";
import { addStacks } from "../../lib/responder-app.ts";
import type { Properties, Template } from "../../local/deploy/template.ts";

const STACK = "CredentialLeakResponder";

export type Bundled = {
  /** Outside the repository, and nothing else is in it. */
  readonly folder: string;
  readonly template: Template;
  /** Of the function, as the template has them. */
  readonly properties: Properties;
};

export type Synthesized = {
  /** Of the function of that name. */
  bundleOf(name: string): Bundled;
  remove(): void;
};

/** The responder's stack, with what is uploaded for its functions. */
export function synthesizeBundles(config: unknown, account: string): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "responder-synth-"));
  const context = { "aws:cdk:bundling-stacks": [STACK] };
  const app = new App({ outdir, context, analyticsReporting: false, builtinCloudFormationValidation: false });
  addStacks(app, readConfig(config), { account, region: "us-east-1" });
  const template: Template = app.synth().getStackByName(STACK).template;
  return {
    bundleOf(name) {
      const found = Object.values(template.Resources).find(({ Properties }) => Properties?.["FunctionName"] === name);
      const { S3Key = "" } = Object(found?.Properties?.["Code"]);
      const folder = join(outdir, `asset.${S3Key.replace(/\.zip$/, "")}`);
      return { folder, template, properties: found?.Properties ?? {} };
    },
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

/** As Lambda's own answers an invocation, and fails it. */
export type Invocation = {
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly stack: string };
  /** Of the files that were spoilt after it: those that it had not loaded. */
  readonly missed: readonly string[];
  /** What it has written to its log. */
  readonly log: string;
};

/** The files with code of ours that no cold start reads. What is a library's alone is loaded as the library likes. */
export function laterFiles({ folder }: Bundled): readonly string[] {
  const starting = new Set(startingFiles(folder));
  const isOurs = (file: string) => sourcesOf(folder, file).some((source) => !source.includes("node_modules/"));
  return readdirSync(folder).filter((file) => file.endsWith(".mjs") && !starting.has(file) && isOurs(file));
}

/** What a file was made of, by its source map. */
export function sourcesOf(folder: string, file: string): readonly string[] {
  return JSON.parse(readFileSync(join(folder, `${file}.map`), "utf8")).sources;
}

/** To do harm to. */
export function copyOf(bundled: Bundled): Bundled & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "responder-bundle-"));
  cpSync(bundled.folder, folder, { recursive: true });
  return { ...bundled, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Lambda's runtime in short: it imports the handler, gives it the event, and writes what comes of it where no log goes. */
const RUNTIME = `
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [file, name, ...spoilt] = process.argv.slice(1);
const failed = ({ name, message, stack }) => ({ error: { name, message, stack } });
const outcome = await import(pathToFileURL(file))
  .then((module) => module[name](JSON.parse(readFileSync(0, "utf8"))))
  .then((result) => ({ result }), failed);
for (const later of spoilt) writeFileSync(later, "throw new Error('It comes too late.')");
const looked = spoilt.map((later) => import(pathToFileURL(later)).then(() => [], () => [later]));
const missed = (await Promise.all(looked)).flat();
writeSync(3, JSON.stringify({ ...outcome, missed }));
process.exit();
`;

/** A cold start for each. Nothing of this process's environment comes along. `spoil`: files that are good until then. */
export async function invokeBundled(
  { folder, properties }: Bundled,
  env: Readonly<Record<string, string>>,
  event: unknown,
  spoil: readonly string[] = [],
): Promise<Invocation> {
  const [file, name = ""] = String(properties["Handler"]).split(".");
  const files = [`${file}.mjs`, ...spoil].map((one) => join(folder, one));
  const run = ["--input-type=module", "--eval", RUNTIME, ...files.toSpliced(1, 0, name)];
  const child = spawn(process.execPath, run, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const [stdin, stdout, stderr, told] = child.stdio;
  stdin.end(JSON.stringify(event));
  const outcome = text(told as typeof stdout); // Each is a pipe; the fourth's type is wider.
  const [log, complaints, json] = await Promise.all([text(stdout), text(stderr), outcome]);
  if (json === "") throw new Error(`The bundle ended without an answer: ${complaints}`);
  return { ...JSON.parse(json), log };
}
