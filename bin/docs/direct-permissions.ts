// What whoever contains with nothing deployed needs to be allowed, with the default settings.
import { readConfig } from "../../lambda/config.ts";
import { accountPermissions } from "../../lambda/permissions.ts";

/** A statement, as a policy holds it. */
export function directPermissions(): string {
  const statement = { Effect: "Allow", Action: accountPermissions(readConfig({})), Resource: "*" };
  return ["```json", JSON.stringify({ Version: "2012-10-17", Statement: statement }, null, 2), "```"].join("\n");
}
