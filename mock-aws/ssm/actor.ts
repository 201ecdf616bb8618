// As whom an execution acts: a session of the document's role, or whoever started it.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup.html
import { AwsError } from "../aws-error.ts";
import { type Caller, callerOf } from "../caller.ts";
import { assumeForService } from "../sts/assume-for-service.ts";
import { roleByArn } from "../sts/role-arn.ts";
import type { World } from "../world.ts";
import { type Execution, executionArn } from "./executions.ts";

type Acting = Pick<Execution, "id" | "account" | "region" | "startedBy" | "roleArn">;

/** A session of its own for each step: an approval may wait longer than any session lasts. */
export function actorOf(world: World, execution: Acting): Caller {
  const { id, account, region, startedBy, roleArn } = execution;
  if (roleArn === undefined) return startedBy;
  const { role } = roleByArn(world, roleArn);
  const key =
    role &&
    assumeForService(world, {
      role,
      region,
      sessionName: `Automation-${id}`, // The form of the name is not verified.
      seconds: 3600,
      origin: { by: "service", service: "ssm.amazonaws.com" },
      source: { arn: executionArn(execution), account },
    });
  if (key) return callerOf(key);
  throw new AwsError(
    "InvalidAutomationExecutionParametersException",
    "The defined assume role is unable to be assumed.",
  );
}
