// secretsmanager:ListSecrets — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { integer, oneOf } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { rowOf } from "../row-of.ts";
import { type Secret, secretsOf } from "./secrets.ts";
import { showSecret, versionsToStages } from "./show.ts";

const filter = z.object({ Key: z.string(), Values: z.array(z.string()).min(1) });

/** Newest first, unless asked for otherwise. */
export const listSecrets = operation({
  name: "ListSecrets",
  readOnly: true,
  input: knownMembers("secretsmanager:ListSecrets", {
    IncludePlannedDeletion: z.boolean().default(false),
    MaxResults: integer(1, 100).default(100),
    NextToken: z.string().optional(),
    Filters: z.array(filter).optional(),
    SortOrder: oneOf(["asc", "desc"]).default("desc"),
  }),
  authorize: () => [{ action: "secretsmanager:ListSecrets", resource: "*" }],
  run({ IncludePlannedDeletion, MaxResults, NextToken, Filters = [], SortOrder }, { world, caller, region }) {
    const tests = Filters.map(testOf);
    const asked = [...secretsOf(world, caller.account, region).values()].filter(
      (secret) => (IncludePlannedDeletion || !secret.deletion) && tests.every((holds) => holds(secret)),
    );
    const ordered = SortOrder === "asc" ? asked : asked.reverse();
    const order = new Map(ordered.map((secret, index) => [secret, String(index).padStart(9, "0")]));
    const { items, next } = pageOf(ordered, (secret) => order.get(secret) ?? "", MaxResults, NextToken);
    const SecretList = items.map((secret) => ({
      ...showSecret(secret),
      SecretVersionsToStages: versionsToStages(secret),
    }));
    return { SecretList, NextToken: next };
  },
});

/** A value holds where it begins what it is compared with; `!` before it turns it round. */
function testOf({ Key, Values }: z.output<typeof filter>): (secret: Secret) => boolean {
  const read = rowOf(READ, Key);
  if (!read) throw new NotImplementedError(`the filter ${Key} of secretsmanager:ListSecrets`);
  const holds = (secret: Secret, value: string) => read(secret).some((text) => text.startsWith(value));
  return (secret) =>
    Values.some((value) => (value.startsWith("!") ? !holds(secret, value.slice(1)) : holds(secret, value)));
}

const READ: Readonly<Record<string, (secret: Secret) => readonly string[]>> = {
  name: ({ name }) => [name],
  "tag-key": ({ tags }) => [...tags.keys()],
  "tag-value": ({ tags }) => [...tags.values()],
};
