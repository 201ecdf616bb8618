// How functions are bundled: one file of everything, the SDK too, and where one is given its configuration beside it.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BundlingOptions, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

/** Some libraries still call require(), which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export const BUNDLE: BundlingOptions = {
  format: OutputFormat.ESM,
  minify: true,
  sourceMap: true,
  sourcesContent: false, // Files and lines are enough in a stack; the text would be most of the map.
  target: "node24",
  mainFields: ["module", "main"],
  bundleAwsSDK: true, // The locked versions, not those that the runtime happens to carry.
  banner: REQUIRE,
};

/** The name of the file that holds the configuration, beside the bundle. */
const CONFIG_FILE = "config.json";

/** Where Lambda lays out what is deployed: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const CONFIG_PATH = `/var/task/${CONFIG_FILE}`;

/** Not in the environment: Lambda has 4 KB for all variables, and an organization has ten thousand accounts. */
export function bundleWith(config: unknown): BundlingOptions {
  const none = () => [];
  return {
    ...BUNDLE,
    commandHooks: {
      beforeBundling: none,
      beforeInstall: none,
      afterBundling: (_, outputDir) => [copy(fileOf(config), join(outputDir, CONFIG_FILE))],
    },
  };
}

/** The same configuration lies in the same place: two functions that share it share their bundle. */
function fileOf(config: unknown): string {
  const text = JSON.stringify(config);
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `credential-leak-responder-${digest}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, CONFIG_FILE);
  writeFileSync(file, text);
  return file;
}

/** The hooks are lines for a shell, which Windows and others do not have in common; they have this program. */
function copy(from: string, to: string): string {
  const paths = Buffer.from(JSON.stringify([from, to])).toString("base64");
  return `node -e "require('fs').copyFileSync(...JSON.parse(Buffer.from('${paths}','base64').toString()))"`;
}
