// `npx node bin/schemas.ts`: writes the JSON Schemas of what others send us into docs/schemas/.
import { writeFileSync } from "node:fs";
import { credentialLeakSchema } from "../lambda/intake/credential-leak.ts";

const SCHEMA = new URL("../docs/schemas/credential-leak.v1.json", import.meta.url);
writeFileSync(SCHEMA, `${JSON.stringify(credentialLeakSchema(), undefined, 2)}\n`);
