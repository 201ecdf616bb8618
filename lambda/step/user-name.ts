// The name that a user has now: one that is renamed keeps its id, and with it its policies and its sessions.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html
import { GetUserCommand, type IAMClient, NoSuchEntityException, paginateListUsers } from "@aws-sdk/client-iam";
import { absent } from "../iam-answer.ts";

export const USER_NAME_PERMISSIONS = ["iam:GetUser", "iam:ListUsers"] as const;

export type UserName = {
  arn(): string;
  /** The user's id where it is still there, under whatever name; else that of whoever has the name, if anybody. */
  idNow(): Promise<string | undefined>;
  /** Calls under the name as it is known, and once more where IAM knows nobody of it and the user has another by now. */
  call<T>(make: (UserName: string) => Promise<T>): Promise<T>;
};

export function userName(
  iam: IAMClient,
  step: { readonly userName: string; readonly userArn: string; readonly userId: string },
): UserName {
  let known = { name: step.userName, arn: step.userArn };
  const idNow = async () => {
    const id = (await iam.send(new GetUserCommand({ UserName: known.name })).catch(absent))?.User?.UserId;
    if (id === step.userId) return id;
    const now = await find(iam, step.userId);
    if (now === undefined) return id;
    known = now;
    return step.userId;
  };
  return {
    arn: () => known.arn,
    idNow,
    async call(make) {
      const { name } = known;
      try {
        return await make(name);
      } catch (error) {
        if (!(error instanceof NoSuchEntityException)) throw error;
        await idNow();
        if (known.name === name) throw error;
        return make(known.name);
      }
    },
  };
}

/** IAM has no call that takes an id: its list is read, of 5,000 users at most. */
async function find(client: IAMClient, id: string) {
  for await (const { Users = [] } of paginateListUsers({ client, pageSize: 1000 }, {})) {
    const user = Users.find(({ UserId }) => UserId === id);
    if (user?.UserName !== undefined && user.Arn !== undefined) return { name: user.UserName, arn: user.Arn };
  }
  return undefined;
}
