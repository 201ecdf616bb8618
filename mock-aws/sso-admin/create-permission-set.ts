// sso:CreatePermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
import { AwsError } from "../aws-error.ts";
import { hex } from "../ids.ts";
import { text } from "../input.ts";
import { PARTITION } from "../world.ts";
import { define } from "./define.ts";
import type { PermissionSet } from "./instance.ts";
import { sessionDuration } from "./session-duration.ts";
import { showPermissionSet } from "./show.ts";

export const FACTS = {
  Description: text({ min: 1, max: 700 }).optional(),
  RelayState: text({ min: 1, max: 240 }).optional(),
};

export const createPermissionSet = define({
  name: "CreatePermissionSet",
  readOnly: false,
  input: {
    Name: text({ min: 1, max: 32, pattern: /[\w+=,.@-]+/ }),
    SessionDuration: sessionDuration.default("PT1H"),
    ...FACTS,
  },
  run({ Name, SessionDuration, Description, RelayState }, { id: instanceId, permissionSets }, { world, now }) {
    if ([...permissionSets.values()].some(({ name }) => name === Name))
      throw new AwsError("ConflictException", `PermissionSet with name ${Name} already exists.`, 400);
    const id = `ps-${hex(world.random, 16)}`;
    const made: PermissionSet = {
      id,
      arn: `arn:${PARTITION}:sso:::permissionSet/${instanceId}/${id}`,
      name: Name,
      createdAt: now,
      ...(Description === undefined ? {} : { description: Description }),
      ...(RelayState === undefined ? {} : { relayState: RelayState }),
      sessionDuration: SessionDuration,
      managedPolicies: [],
      revision: 1,
      provisioned: new Map(),
    };
    permissionSets.set(made.arn, made);
    return { PermissionSet: showPermissionSet(made) };
  },
});
