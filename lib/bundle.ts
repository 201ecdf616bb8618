// A function's bundle as the CDK takes it, and where the function is given its configuration beside it.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { digestOf } from "../lambda/config/deployed.ts";
import { readConfig } from "../lambda/config.ts";
import type { writeBundle } from "./write-bundle.ts";

/** What Lambda calls: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html */
export const HANDLER = "index.handler";

/** The name of the file that holds the configuration, beside the bundle. */
const CONFIG_FILE = "config.json";

/** Where Lambda lays out what is deployed: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const CONFIG_PATH = `/var/task/${CONFIG_FILE}`;

const HANDLERS = fileURLToPath(new URL("../lambda/handlers", import.meta.url));

/**
 * The bundle of one of our doors. The configuration is not in the environment: Lambda has 4 KB for all variables, and an
 * organization has ten thousand accounts. It is checked here, with its defaults filled in, and the function is told so.
 */
export function bundle(door: "responder" | "notify" | "widget", config?: unknown): Code {
  const text = config === undefined ? undefined : JSON.stringify(readConfig(config));
  return Code.fromAsset(HANDLERS, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry("none"), // It must have one, which is not used: esbuild runs here.
      command: [door, text ?? ""], // By these the CDK knows a bundle that it has made already.
      local: {
        tryBundle(outputDir) {
          writeBundleNow(join(HANDLERS, `${door}.ts`), outputDir, text === undefined ? "" : digestOf(text));
          if (text !== undefined) writeFileSync(join(outputDir, CONFIG_FILE), text);
          return true;
        },
      },
    },
  });
}

/** The CDK does not wait for promises, and esbuild's plugins need some: a process of their own does. */
function writeBundleNow(...args: Required<Parameters<typeof writeBundle>>): void {
  const program = `import { writeBundle } from ${JSON.stringify(new URL("write-bundle.ts", import.meta.url).href)};
await writeBundle(...process.argv.slice(1));`;
  execFileSync(process.execPath, ["--input-type=module", "--eval", program, ...args], { stdio: "inherit" });
}
