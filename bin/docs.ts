// `node bin/docs.ts`: brings the documents that are made of the code up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { GENERATED } from "./docs/generated.ts";

for (const [path, generate] of Object.entries(GENERATED)) {
  const file = new URL(`../${path}`, import.meta.url);
  writeFileSync(
    file,
    generate(() => readFileSync(file, "utf8")),
  );
}
