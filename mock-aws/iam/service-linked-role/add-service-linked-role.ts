// The service-linked role of a service, made in an account by whoever may.
import type { World } from "../../world.ts";
import { NO_PERMISSIONS, type Role } from "../entities.ts";
import { addRole } from "../role/add-role.ts";
import { readTrust } from "../role/read-trust.ts";
import { serviceLinkedRole } from "./services.ts";

type Wish = { readonly suffix?: string | undefined; readonly description?: string | undefined };

/** Trust and permissions are the service's; nobody edits them. */
export function addServiceLinkedRole(
  world: World,
  account: string,
  service: string,
  { suffix, description }: Wish = {},
): Role {
  const { name, path, policyArn, description: usual } = serviceLinkedRole(service, suffix);
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return addRole(world, {
    account,
    name,
    path,
    trust: readTrust(world, JSON.stringify({ Version: "2012-10-17", Statement: [statement] })),
    permissions: { ...NO_PERMISSIONS, attached: [policyArn] },
    tags: new Map(),
    maxSessionDuration: 3600,
    description: description ?? usual,
  });
}
