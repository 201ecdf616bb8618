// organizations:DescribeHandshake — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeHandshake.html
import { define } from "./define.ts";
import { findHandshake, isFor, refuseParty } from "./handshake.ts";
import { handshakeId } from "./input.ts";
import { showHandshake } from "./show-handshake.ts";

/** Shown to both sides, and to the delegated administrators of the one that sent it. */
export const describeHandshake = define({
  name: "DescribeHandshake",
  readOnly: true,
  strangersToo: true,
  input: { HandshakeId: handshakeId },
  about: ({ HandshakeId }) => [HandshakeId],
  run({ HandshakeId }, org, { world, now, caller: { account } }) {
    const handshake = findHandshake(org, HandshakeId, now);
    const isSender = account === org.managementAccount || org.delegations.has(account);
    if (!isSender && !isFor(world, org, handshake, account)) refuseParty();
    return { Handshake: showHandshake(org, handshake, now) };
  },
});
