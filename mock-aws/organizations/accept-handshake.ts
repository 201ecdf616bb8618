// organizations:AcceptHandshake — https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html
import { authorize } from "../authorize.ts";
import { AwsError } from "../aws-error.ts";
import { addServiceLinkedRole } from "../iam/service-linked-role/add-service-linked-role.ts";
import { accessToServiceLinkedRole, serviceLinkedRole } from "../iam/service-linked-role/services.ts";
import { lookUp } from "../iam/state.ts";
import type { Call } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { define } from "./define.ts";
import { constraintViolated, end, findHandshake, isFor, refuseParty } from "./handshake.ts";
import { handshakeId } from "./input.ts";
import { join } from "./join.ts";
import { showHandshake } from "./show-handshake.ts";

const SERVICE = "organizations.amazonaws.com";

/** The account keeps all that is in it; it comes under the root, with the policies that hang there. */
export const acceptHandshake = define({
  name: "AcceptHandshake",
  readOnly: false,
  strangersToo: true,
  input: { HandshakeId: handshakeId },
  about: ({ HandshakeId }) => [HandshakeId],
  run({ HandshakeId }, org, call) {
    const { world, now, caller } = call;
    const handshake = findHandshake(org, HandshakeId, now);
    if (!isFor(world, org, handshake, caller.account)) refuseParty();
    const needsRole = !lookUp(world, caller.account, "roles", serviceLinkedRole(SERVICE, undefined).name);
    if (needsRole) refuseWithoutRole(call);
    end(handshake, "ACCEPTED", caller.account, now);
    // AWS ends the handshake even where the account was a member already [recorded].
    if (org.members.has(caller.account)) {
      const message = "The AWS account is already a member of an organization.";
      throw constraintViolated(message, "ALREADY_IN_AN_ORGANIZATION");
    }
    join(world, caller.account, handshake.tags);
    if (needsRole) addServiceLinkedRole(world, caller.account, SERVICE);
    return { Handshake: showHandshake(org, handshake, now) };
  },
});

/** "The user must also have the iam:CreateServiceLinkedRole permission." */
function refuseWithoutRole(call: Call): void {
  try {
    authorize(call, [accessToServiceLinkedRole(call.caller.account, SERVICE)], { protocol: jsonProtocol("1.1") });
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const message =
      "The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for organizations.amazonaws.com permission so that AWS Organizations can create the required service-linked role. You don't have that permission.";
    const Reason = "ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE";
    throw new AwsError("AccessDeniedForDependencyException", message, 400, { Reason });
  }
}
