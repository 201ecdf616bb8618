// The caller in another account, by a role that it may assume there: for a drill of a member account.
import { type Connection, connect } from "../../lambda/aws.ts";
import { memberCredentials } from "../../lambda/member-account.ts";
import { partitionOf } from "../../lambda/partition.ts";

/** `role`: its name, with its path where it has one. */
export function inAccount(
  connection: Connection,
  { account, role }: { readonly account: string; readonly role: string },
  now: () => number,
): Connection {
  const home = connect("", connection); // Which account it is does not matter to STS.
  const where = { account, role, partition: partitionOf(connection.region) };
  return { ...connection, credentials: memberCredentials(home, where, now) };
}
