// `npx node bin/schemas.ts`: writes the JSON Schemas of what others send us, and of what we send and give them, into docs/schemas/.
import { writeFileSync } from "node:fs";
import { credentialLeakSchema } from "../lambda/intake/credential-leak.ts";
import { messageSchema } from "../lambda/notify/message.ts";
import { reportSchema } from "../lambda/report/form.ts";

const SCHEMAS = {
  "credential-leak.v1": credentialLeakSchema(),
  "credential-leak-message.v1": messageSchema(),
  "credential-leak-report.v1": reportSchema(),
};

for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = new URL(`../docs/schemas/${name}.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
}
