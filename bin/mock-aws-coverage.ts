// `npx node bin/mock-aws-coverage.ts`: brings the table of operations in mock-aws/README.md up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { coverageTable, withCoverage } from "../mock-aws/coverage.ts";
import { SERVICES } from "../mock-aws/services.ts";

const README = new URL("../mock-aws/README.md", import.meta.url);
writeFileSync(README, withCoverage(readFileSync(README, "utf8"), coverageTable(SERVICES.values())));
