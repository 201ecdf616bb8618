// How functions are bundled: one file of everything, the SDK too.
import { type BundlingOptions, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";

/** Some libraries still call require(), which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export const BUNDLE: BundlingOptions = {
  format: OutputFormat.ESM,
  minify: true,
  sourceMap: true,
  target: "node24",
  mainFields: ["module", "main"],
  bundleAwsSDK: true, // The locked versions, not those that the runtime happens to carry.
  banner: REQUIRE,
};
