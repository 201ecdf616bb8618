// organizations:CreateAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
import { z } from "zod";
import { NO_PERMISSIONS } from "../iam/entities.ts";
import { rootFeatures } from "../iam/organizations-root/features.ts";
import { addRole } from "../iam/role/add-role.ts";
import { rootUser } from "../iam/root/root-user.ts";
import { readPolicy } from "../iam/write-policy.ts";
import { resourceId } from "../ids.ts";
import { roleName, text } from "../input.ts";
import { versioned } from "../propagation.ts";
import { lowerCamel } from "../record.ts";
import { addAccount, PARTITION } from "../world.ts";
import { equip } from "./attach.ts";
import { define } from "./define.ts";
import { invalidInput, tags } from "./input.ts";
import { type Creation, freshAccountId } from "./organization.ts";
import { showCreation } from "./show.ts";
import { setTags } from "./tags.ts";

/** The account is there at once; at AWS it takes minutes, and the answer says IN_PROGRESS first. */
export const createAccount = define({
  name: "CreateAccount",
  readOnly: false,
  input: {
    Email: text({ min: 6, max: 64, pattern: /[^\s@]+@[^\s@]+\.[^\s@]+/ }),
    AccountName: text({ min: 1, max: 50 }),
    RoleName: roleName.default("OrganizationAccountAccessRole"),
    IamUserAccessToBilling: z.enum(["ALLOW", "DENY"]).optional(),
    Tags: tags.optional(),
  },
  run(input, org, { world, now }) {
    const { Email: email, AccountName: name } = input;
    refuseReservedRole(input.RoleName);
    const finish = (outcome: Creation["outcome"]) => {
      const creation: Creation = { id: resourceId(world.random, "car"), accountName: name, outcome, at: now };
      org.creations.set(creation.id, creation);
      return { CreateAccountStatus: showCreation(creation) };
    };
    const isTaken = [...org.members.values()].some((member) => member.email.toLowerCase() === email.toLowerCase());
    if (isTaken) return finish({ failure: "EMAIL_ALREADY_EXISTS" });
    const id = freshAccountId(world.random, world.accounts);
    addAccount(world, id);
    // Accounts made under central management "are created without root user credentials"; others have a random password.
    if (rootFeatures(world).has("RootCredentialsManagement")) delete rootUser(world, id).loginProfile;
    const parent = versioned(org.root.id, now);
    org.members.set(id, { id, name, email, joinedAt: now, parent });
    equip(world, id);
    setTags(org, id, input.Tags);
    const trust = { Effect: "Allow", Principal: { AWS: org.managementAccount }, Action: "sts:AssumeRole" };
    addRole(world, {
      account: id,
      name: input.RoleName,
      path: "/",
      trust: readPolicy(JSON.stringify({ Version: "2012-10-17", Statement: [trust] }), "trust"),
      permissions: { ...NO_PERMISSIONS, attached: [`arn:${PARTITION}:iam::aws:policy/AdministratorAccess`] },
      tags: new Map(),
      maxSessionDuration: 3600,
      description: undefined,
    });
    return finish({ accountId: id });
  },
  trail: ({ Tags, RoleName }, output) => ({
    requestParameters: { email: HIDDEN, accountName: HIDDEN, roleName: RoleName, tags: lowerCamel(Tags ?? []) },
    ...(output === undefined ? {} : { responseElements: withoutName(output) }),
  }),
});

/** CloudTrail shows neither an account's name nor its address. */
const HIDDEN = "****";

function withoutName(output: unknown): unknown {
  const { CreateAccountStatus } = output as { readonly CreateAccountStatus: object };
  return lowerCamel({ CreateAccountStatus: { ...CreateAccountStatus, AccountName: HIDDEN } });
}

function refuseReservedRole(name: string): void {
  if (name.startsWith("AWSServiceRoleFor"))
    throw invalidInput("A role name can't begin with the reserved prefix AWSServiceRoleFor.", "INVALID_ROLE_NAME");
}
