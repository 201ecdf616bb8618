// A handshake as Organizations' answers show it [recorded].
import type { Instant } from "../clock.ts";
import { arnOf } from "./arn.ts";
import { expiryOf, stateOf } from "./handshake.ts";
import type { Handshake, Organization } from "./organization.ts";

export function showHandshake(org: Organization, handshake: Handshake, now: Instant) {
  const { id, target, notes, requestedAt, answer } = handshake;
  const management = org.members.get(org.managementAccount);
  const invited = answer?.state === "ACCEPTED" ? { Id: answer.account, Type: "ACCOUNT" } : partyOf(handshake);
  return {
    Id: id,
    Arn: arnOf(org, id),
    Action: "INVITE",
    State: stateOf(handshake, now),
    RequestedTimestamp: new Date(requestedAt),
    ExpirationTimestamp: new Date(expiryOf(handshake)),
    Parties: [{ Id: org.id.replace(/^o-/, ""), Type: "ORGANIZATION" }, invited],
    Resources: [
      {
        Type: "ORGANIZATION",
        Value: org.id,
        Resources: [
          { Type: "MASTER_EMAIL", Value: management?.email },
          { Type: "MASTER_NAME", Value: management?.name },
          { Type: "ORGANIZATION_FEATURE_SET", Value: "ALL" },
        ],
      },
      { Type: target.type, Value: target.id },
      ...(notes === undefined ? [] : [{ Type: "NOTES", Value: notes }]),
    ],
  };
}

function partyOf({ target }: Handshake) {
  return { Id: target.id, Type: target.type };
}
