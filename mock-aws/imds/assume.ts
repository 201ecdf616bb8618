// EC2 assuming an instance's role for it.
import type { TemporaryKey } from "../credential.ts";
import type { Instance } from "../ec2/instances.ts";
import { instanceArn } from "../ec2/instances.ts";
import type { Role } from "../iam/entities.ts";
import { assumeForService } from "../sts/assume-for-service.ts";
import type { World } from "../world.ts";

/** 6 hours and 35 minutes [recorded]; a role's MaxSessionDuration does not limit what EC2 delivers. */
const LIFETIME_SECONDS = 6 * 3600 + 35 * 60;

/** Undefined where the role does not trust EC2, or not yet. The session is named after the instance. */
export function assumeFor(
  world: World,
  instance: Instance,
  role: Role,
  delivery: "1.0" | "2.0",
): TemporaryKey | undefined {
  const { vpcId, privateIp, instanceId, region } = instance;
  return assumeForService(world, {
    role,
    region,
    sessionName: instanceId,
    seconds: LIFETIME_SECONDS,
    origin: {
      by: "service",
      service: "ec2.amazonaws.com",
      instanceArn: instanceArn(instance),
      instance: { delivery, vpcId, privateIp },
    },
  });
}
