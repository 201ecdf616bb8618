// A second account in the local AWS, outside its organization or within, and its root user's clients.
import { accessKeyId, secretKey } from "../../mock-aws/ids.ts";
import { organization } from "../../mock-aws/organizations/organization.ts";
import { versioned } from "../../mock-aws/propagation.ts";
import { addAccount } from "../../mock-aws/world.ts";
import type { Clients, TestAws } from "./local-aws.ts";

export const OTHER_ACCOUNT = "444455556666";

export function otherAccount(aws: TestAws, account = OTHER_ACCOUNT): Clients {
  const world = aws.aws.world();
  addAccount(world, account);
  const keys = { accessKeyId: accessKeyId(world.random, "AKIA", account), secretAccessKey: secretKey(world.random) };
  const createdAt = world.clock.now();
  world.credentials.set(keys.accessKeyId, {
    kind: "long-term",
    ...keys,
    account,
    createdAt,
    status: versioned("Active", 0),
  });
  return aws.as(keys);
}

/** An account of the same organization, to whom refusals say more than to strangers. */
export function colleagueAccount(aws: TestAws, account = OTHER_ACCOUNT): Clients {
  const clients = otherAccount(aws, account);
  const world = aws.aws.world();
  const { members, root } = organization(world);
  const [joinedAt, parent] = [world.clock.now(), versioned(root.id, 0)];
  members.set(account, { id: account, name: "colleague", email: "colleague@example.com", joinedAt, parent });
  return clients;
}
