// The caller in another account, by a role that it may assume there: for a drill of a member account.
import { STSClient } from "@aws-sdk/client-sts";
import { memberCredentials } from "../../lambda/member-account.ts";
import { partitionOf } from "../../lambda/partition.ts";
import type { RegionalConnection } from "../regional-connection.ts";

/** `role`: its name, with its path where it has one. */
export function inAccount(
  connection: RegionalConnection,
  { account, role }: { readonly account: string; readonly role: string },
  now: () => number,
): RegionalConnection {
  const home = { sts: new STSClient(connection) };
  const where = { account, role, partition: partitionOf(connection.region) };
  return { ...connection, credentials: memberCredentials(home, where, now) };
}
