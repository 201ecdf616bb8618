// organizations:ListHandshakesForAccount, ListHandshakesForOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForAccount.html
import { z } from "zod";
import type { Call } from "../operation.ts";
import { define, listPage, paging } from "./define.ts";
import { handshakesOf, isFor } from "./handshake.ts";
import { handshakeId, invalidInput } from "./input.ts";
import type { Handshake, Organization } from "./organization.ts";
import { showHandshake } from "./show-handshake.ts";

const ACTIONS = [
  "INVITE",
  "ENABLE_ALL_FEATURES",
  "APPROVE_ALL_FEATURES",
  "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE",
  "TRANSFER_RESPONSIBILITY",
];

const filter = z.strictObject({ ActionType: z.string().optional(), ParentHandshakeId: handshakeId.optional() });

const input = { ...paging, Filter: filter.optional() };

type Wish = z.infer<z.ZodObject<typeof input>>;

/** Those that the account has received. */
export const listHandshakesForAccount = define({
  name: "ListHandshakesForAccount",
  readOnly: true,
  strangersToo: true,
  input,
  run: (wish, org, call) =>
    list(wish, org, call, (handshake) => isFor(call.world, org, handshake, call.caller.account)),
});

/** Those that the organization has sent. */
export const listHandshakesForOrganization = define({
  name: "ListHandshakesForOrganization",
  readOnly: true,
  input,
  run: (wish, org, call) => list(wish, org, call, () => true),
});

/** Invitations are all there are, and none of them has a parent. */
function list(
  { Filter: { ActionType, ParentHandshakeId } = {}, ...page }: Wish,
  org: Organization,
  { now }: Call,
  isWanted: (handshake: Handshake) => boolean,
) {
  if (ActionType !== undefined && !ACTIONS.includes(ActionType))
    throw invalidInput("You specified an invalid value.", "INVALID_ENUM:FILTER_ACTION_TYPE");
  if (ActionType !== undefined && ParentHandshakeId !== undefined)
    throw invalidInput("You specified too many filter parameters.", "MAX_LIMIT_EXCEEDED_FILTER");
  const isNone = ParentHandshakeId !== undefined || (ActionType !== undefined && ActionType !== "INVITE");
  const wanted = isNone ? [] : handshakesOf(org, now).filter(isWanted);
  return listPage(
    "Handshakes",
    wanted,
    ({ id }) => id,
    (handshake) => showHandshake(org, handshake, now),
    page,
  );
}
