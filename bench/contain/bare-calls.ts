// The least that a deny can be: the calls to IAM, nothing beside them.
import { IAMClient } from "@aws-sdk/client-iam";
import { denyOlderSessions, type Finding, readRole, roleOf } from "../bare-deny.ts";

const iam = new IAMClient({});

export async function handler(event: Finding): Promise<void> {
  const role = roleOf(event);
  await readRole(iam, role);
  await denyOlderSessions(iam, role);
}
