// Who plays in the tests of root users: an organization that manages them centrally, and a member account with a root key.
import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
} from "@aws-sdk/client-iam";
import { EnableAWSServiceAccessCommand } from "@aws-sdk/client-organizations";
import { AssumeRootCommand } from "@aws-sdk/client-sts";
import { plantRootKey } from "../../../mock-aws/plant.ts";
import type { Clients } from "../../support/local-aws.ts";
import { keysOf } from "../../support/session.ts";
import { startOrganization } from "../organizations/cast.ts";

export type Task = "Audit" | "Password" | "Delete";

const TASKS: Readonly<Record<Task, string>> = {
  Audit: "IAMAuditRootUserCredentials",
  Password: "IAMCreateRootUserPassword",
  Delete: "IAMDeleteRootUserCredentials",
};

export type RootCast = Awaited<ReturnType<typeof startWithRoots>>;

export async function startWithRoots() {
  const cast = await startOrganization();
  const { aws, org } = cast;
  const account = await cast.createAccount("workload");
  await org.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "iam.amazonaws.com" }));
  await aws.admin.iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
  await aws.admin.iam.send(new EnableOrganizationsRootSessionsCommand({}));

  /** The root user of the account with a key of its own. */
  function root(id = account): Clients {
    const { accessKeyId, secretAccessKey } = plantRootKey(aws.aws.world(), id);
    return aws.as({ accessKeyId, secretAccessKey });
  }

  return {
    ...cast,
    /** The member account: it was made before root credentials were managed centrally, so it has a password. */
    account,
    root,
    /** A session of the account's root for the task. */
    async session(task: Task, TargetPrincipal = account): Promise<Clients> {
      const TaskPolicyArn = { arn: `arn:aws:iam::aws:policy/root-task/${TASKS[task]}` };
      const { Credentials } = await aws.admin.sts.send(new AssumeRootCommand({ TargetPrincipal, TaskPolicyArn }));
      return aws.as(keysOf(Credentials));
    },
  };
}
