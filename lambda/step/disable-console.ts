// Take a user's console password away: the login profile. The access keys and the MFA devices stay as they are.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html
// IAM gives no password back, and we make none: undoing says how a person gives the user a new one.
import { DeleteLoginProfileCommand, GetLoginProfileCommand } from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { commandLine } from "../command-line.ts";
import { absent } from "../iam-answer.ts";
import type { DisableConsole, Undone } from "../steps.ts";
import type { StepKind } from "./step-kind.ts";
import { USER_NAME_PERMISSIONS, userName } from "./user-name.ts";

export const disableConsole: StepKind<"disable-console"> = {
  permissions: [...USER_NAME_PERMISSIONS, "iam:GetLoginProfile", "iam:DeleteLoginProfile"],
  recordedAs: ["DeleteLoginProfile"],

  async apply(aws, step) {
    const { isSameUser, profile, user } = await look(aws, step);
    if (!isSameUser || profile === null) return { step, before: null, wrote: NONE, changed: false };
    const deleted = user.call((UserName) => aws.iam.send(new DeleteLoginProfileCommand({ UserName })));
    const requestId = (await deleted.catch(absent))?.$metadata.requestId;
    return { step, before: profile, wrote: NONE, changed: true, ...(requestId === undefined ? {} : { requestId }) };
  },

  holds,
  /** The policy simulator knows nothing of passwords: what IAM says of the login profile is all there is. */
  effective: holds,

  async undo(aws, step, { before }): Promise<Undone> {
    const { isSameUser, profile } = await look(aws, step);
    if (!isSameUser) return { outcome: "gone", note: `The user ${step.userName} was deleted.` };
    if (profile !== null) {
      return {
        outcome: "gone",
        note: `Somebody has given ${step.userName} a new console password meanwhile: it stays.`,
      };
    }
    if (before === null) {
      const note = `No console password was found when this began. If the user had one: ${newPassword(step)}`;
      return { outcome: "restored", note };
    }
    return { outcome: "left", note: `IAM gives no password back. To give the user a new one: ${newPassword(step)}` };
  },
};

/** What stands there when the password is gone. */
const NONE = "no login profile";

/** The shell asks for the password, so that it is in no history; the user chooses another one when signing in. */
function newPassword({ userName }: DisableConsole): string {
  const create = commandLine(
    "aws",
    "iam",
    "create-login-profile",
    "--user-name",
    userName,
    "--password-reset-required",
  );
  return `read -rs PASSWORD && ${create} --password "$PASSWORD"`;
}

async function holds(aws: Aws, step: DisableConsole) {
  const { isSameUser, profile } = await look(aws, step);
  if (!isSameUser || profile === null) return { holds: true } as const;
  return { holds: false, because: `The user ${step.userName} has a console password again.` } as const;
}

/** A user made anew under the name is another one, and has a password of its own; one that is renamed keeps it. */
async function look(aws: Aws, step: DisableConsole) {
  const user = userName(aws.iam, step);
  const isSameUser = (await user.idNow()) === step.userId;
  const read = user.call((UserName) => aws.iam.send(new GetLoginProfileCommand({ UserName })));
  const profile = await read.catch(absent);
  return { user, isSameUser, profile: textOf(profile?.LoginProfile) };
}

/** As much of a login profile as IAM shows: there is no password in it. */
function textOf(
  profile: { readonly CreateDate?: Date | undefined; readonly PasswordResetRequired?: boolean | undefined } | undefined,
): string | null {
  if (!profile) return null;
  const { CreateDate, PasswordResetRequired } = profile;
  return JSON.stringify({
    createdAt: CreateDate?.toISOString(),
    passwordResetRequired: PasswordResetRequired ?? false,
  });
}
