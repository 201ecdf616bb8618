// organizations:DeclineHandshake, CancelHandshake — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeclineHandshake.html
import { define } from "./define.ts";
import { end, findHandshake, isFor, refuseParty } from "./handshake.ts";
import { handshakeId } from "./input.ts";
import { showHandshake } from "./show-handshake.ts";

const ABOUT_ONE = {
  readOnly: false,
  strangersToo: true,
  input: { HandshakeId: handshakeId },
  about: ({ HandshakeId }: { readonly HandshakeId: string }) => [HandshakeId],
};

/** "Only the account that receives a handshake can call this operation." */
export const declineHandshake = define({
  ...ABOUT_ONE,
  name: "DeclineHandshake",
  run({ HandshakeId }, org, { world, now, caller: { account } }) {
    const handshake = findHandshake(org, HandshakeId, now);
    if (!isFor(world, org, handshake, account)) refuseParty();
    end(handshake, "DECLINED", account, now);
    return { Handshake: showHandshake(org, handshake, now) };
  },
});

/** "Only the account that originated a handshake can call this operation." */
export const cancelHandshake = define({
  ...ABOUT_ONE,
  name: "CancelHandshake",
  run({ HandshakeId }, org, { now, caller: { account } }) {
    const handshake = findHandshake(org, HandshakeId, now);
    if (account !== org.managementAccount) refuseParty();
    end(handshake, "CANCELED", account, now);
    return { Handshake: showHandshake(org, handshake, now) };
  },
});
