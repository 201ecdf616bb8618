// `npx node bin/schemas.ts`: writes the JSON Schemas of what others send us, and of what we send them, into docs/schemas/.
import { writeFileSync } from "node:fs";
import { credentialLeakSchema } from "../lambda/intake/credential-leak.ts";
import { messageSchema } from "../lambda/notify/message.ts";

const SCHEMAS = {
  "credential-leak.v1.json": credentialLeakSchema(),
  "credential-leak-message.v1.json": messageSchema(),
};

for (const [name, schema] of Object.entries(SCHEMAS)) {
  writeFileSync(new URL(`../docs/schemas/${name}`, import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`);
}
