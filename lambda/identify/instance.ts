// An instance by its id: its profile's role, and the session that bears the instance's name.
import { DescribeInstancesCommand, EC2Client, type Instance } from "@aws-sdk/client-ec2";
import type { Aws } from "../aws.ts";
import type { Alert, Suspect } from "../model.ts";
import { settleSome } from "../settle-some.ts";
import { enabledRegions } from "../trace/lookup-events.ts";
import { askAccounts } from "./ask-accounts.ts";
import { isInstanceId, isTemporaryKey, plainName, quoted } from "./identifiers.ts";
import { roleInProfile } from "./instance-profile.ts";
import { accountsToAsk } from "./key-account.ts";
import { type Finding, nobody, type Owner, type Search } from "./search.ts";
import { searchTrail, type TrailQuestion } from "./search-trail.ts";
import { keyLookups } from "./temporary-key.ts";
import { signer } from "./trail-owner.ts";

export const INSTANCE_PERMISSIONS = ["ec2:DescribeInstances"] as const;

const AT_ONCE = 8;

/**
 * A key is asked for first where the alert has one: the instance may have another role by now. Then EC2, and for an instance
 * that is gone what its sessions have signed.
 */
export async function findInstance(
  alert: Alert,
  { id }: Extract<Suspect, { kind: "instance" }>,
  search: Search,
): Promise<Finding> {
  if (!isInstanceId(id)) return nobody(`${quoted(id)} is no id of an instance.`);
  const accounts = await accountsToAsk(alert, search);
  if (!accounts.found) return accounts;
  const { accessKeyId = "" } = alert;
  const unread: string[] = [];
  const onTrail = (lookups: TrailQuestion["lookups"]) => async (aws: Aws) => {
    const { gaps, ...testimony } = await searchTrail(aws, { lookups, issuedAt: alert.issuedAt }, search);
    unread.push(...gaps);
    return ownerBy(testimony);
  };
  const attempts: readonly ((aws: Aws) => Promise<Owner | undefined>)[] = [
    ...(isTemporaryKey(accessKeyId) ? [onTrail(keyLookups(accessKeyId))] : []),
    (aws) => ownerByEc2(aws, id, alert.region, unread),
    onTrail(instanceLookups(id)),
  ];
  for (const attempt of attempts) {
    const { answers, gaps } = await askAccounts(accounts, search, attempt);
    if (answers[0]) return answers[0];
    unread.push(...gaps);
  }
  const where = accounts.named ?? "any account that is served";
  return nobody(
    `No instance ${id} with an instance profile is to be seen in ${where}, and CloudTrail knows no session of it: it is gone, or never had credentials.`,
    unread,
    true,
  );
}

function ownerBy({
  witness,
  note,
}: Pick<Awaited<ReturnType<typeof searchTrail>>, "witness" | "note">): Owner | undefined {
  if (!witness) return undefined;
  const { account, principal, issuedAt } = witness;
  return { found: true, account, principal, ...(issuedAt ? { issuedAt } : {}), ...(note ? { note } : {}) };
}

/** Anybody may name a session like an instance; only what the metadata service gave out is marked so by AWS. */
function instanceLookups(id: string): TrailQuestion["lookups"] {
  return [
    {
      attribute: "Username",
      value: id,
      mostPages: 4,
      read: (event) => (event.identity?.isInstance ? signer(event) : undefined),
    },
  ];
}

/** Undefined where no Region has the instance, or it has no profile, or the profile no role. */
async function ownerByEc2(aws: Aws, id: string, region: string, unread: string[]): Promise<Owner | undefined> {
  const regions = await enabledRegions(aws);
  const isKnown = regions.includes(region);
  const groups = isKnown ? [[region], regions.filter((one) => one !== region)] : [regions];
  for (const group of groups) {
    const results = await settleSome(AT_ONCE, group, (one) => describe(aws, one, id));
    const instance = results.flatMap((result) => (result.status === "fulfilled" ? (result.value ?? []) : []))[0];
    if (instance) return ownerByProfile(aws, id, instance);
    unread.push(
      ...results.flatMap((result, index) =>
        result.status === "rejected" ? [`EC2 in ${group[index]} could not be asked: ${String(result.reason)}`] : [],
      ),
    );
  }
  return undefined;
}

/** By a filter: an id that is not there is then an empty answer, and not an error. */
async function describe(aws: Aws, region: string, id: string): Promise<Instance | undefined> {
  const Filters = [{ Name: "instance-id", Values: [id] }];
  const { Reservations = [] } = await aws.client(EC2Client, { region }).send(new DescribeInstancesCommand({ Filters }));
  return Reservations[0]?.Instances?.[0];
}

async function ownerByProfile(aws: Aws, id: string, { IamInstanceProfile }: Instance): Promise<Owner | undefined> {
  const { name } = plainName(IamInstanceProfile?.Arn ?? "");
  if (name === "") return undefined;
  const inProfile = await roleInProfile(aws, name, id);
  return inProfile?.role && { found: true, account: aws.account, principal: inProfile.role };
}
