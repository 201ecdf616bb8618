// Which calls hand a role to a service by its name alone, or for another service's sessions than the one that is asked.
import type { TracePrincipal } from "../graph.ts";
import { textsIn, valueAt } from "../record-text.ts";

/** The services under whose name the role's sessions are opened, where it is not the one that is asked. */
type Handing = {
  /** Members of the request that hold a role's name or ARN. */
  readonly roles?: readonly string[];
  /** Members that hold the name or the ARN of an instance profile. Its role has the same name, as a rule. */
  readonly profiles?: readonly string[];
  readonly assumedBy?: string;
};

const INSTANCES = "ec2.amazonaws.com";
const TASKS = "ecs-tasks.amazonaws.com";

/** By the call's source; each with the page that says so. */
const HANDING: Readonly<Record<string, readonly Handing[]>> = {
  // "The name or Amazon Resource Name (ARN) of the IAM role": https://docs.aws.amazon.com/glue/latest/webapi/API_CreateJob.html
  "glue.amazonaws.com": [{ roles: ["role"] }],
  // https://docs.aws.amazon.com/emr/latest/APIReference/API_RunJobFlow.html
  "elasticmapreduce.amazonaws.com": [
    { roles: ["serviceRole", "userRole"] },
    { roles: ["autoScalingRole"], assumedBy: "application-autoscaling.amazonaws.com" },
    { profiles: ["jobFlowRole"], assumedBy: INSTANCES },
  ],
  // "The short name or full Amazon Resource Name (ARN)": https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
  "ecs.amazonaws.com": [{ roles: ["role"] }, { roles: ["taskRoleArn", "executionRoleArn"], assumedBy: TASKS }],
  // https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateComputeEnvironment.html
  "batch.amazonaws.com": [
    { roles: ["serviceRole"] },
    { roles: ["jobRoleArn", "executionRoleArn"], assumedBy: TASKS },
    { profiles: ["instanceRole"], assumedBy: INSTANCES },
  ],
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
  "ssm.amazonaws.com": [{ roles: ["iamRole"] }],
  // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateLaunchConfiguration.html
  "autoscaling.amazonaws.com": [{ profiles: ["iamInstanceProfile"], assumedBy: INSTANCES }],
};

export type Handed = {
  /** Without its ARN where the request does not say it: then its path is not known. */
  readonly role: TracePrincipal;
  readonly assumedBy: string;
};

/** `byArn`: reads a role's ARN. */
export function handedByTable(
  source: string,
  account: string,
  record: unknown,
  byArn: (text: string) => TracePrincipal | undefined,
): readonly Handed[] {
  const texts = textsIn(valueAt(record, "requestParameters"));
  const known = Object.hasOwn(HANDING, source) ? HANDING[source] : undefined;
  return (known ?? []).flatMap(({ roles = [], profiles = [], assumedBy = source }) =>
    texts.flatMap(({ name, text }): readonly Handed[] => {
      const role = roles.includes(name)
        ? (byArn(text) ?? named(text, account))
        : profiles.includes(name)
          ? named(text.replace(/^arn:aws[a-z-]*:iam::\d{12}:instance-profile\//, ""), account)
          : undefined;
      return role ? [{ role, assumedBy }] : [];
    }),
  );
}

/** `app`, or with its path `service-role/app`. */
function named(text: string, account: string): TracePrincipal | undefined {
  const name = text.split("/").at(-1);
  return name && /^[\w+=,.@/-]{1,576}$/.test(text) ? { kind: "role", account, name } : undefined;
}
