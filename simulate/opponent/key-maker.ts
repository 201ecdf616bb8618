// The key-maker: makes a user with a key, and opens a role's trust to an account of their own; both outlive what leaked.
//
// In the wild: what lists of persistence in AWS begin with, https://hackingthe.cloud/aws/post_exploitation/iam_persistence/
// CreateUser, a policy, CreateAccessKey, and UpdateAssumeRolePolicy towards an account outside.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Dice } from "../dice.ts";
import type { Held, Intruder } from "../intruder.ts";
import type { Principal } from "../organization.ts";
import { drawMoments, secondsUntil } from "./moments.ts";
import type { Opponent } from "./opponent.ts";

export const keyMaker: Opponent = {
  about: "makes users with keys, and lets an account of their own into roles",
  leaks: ["instance", "role-session", "user-key"],
  editsIam: true,
  async *play(intruder, dice, times) {
    const opened: Principal[] = [];
    for (const moment of drawMoments(dice, times, dice.whole(1, 4))) {
      yield secondsUntil(moment, intruder.now());
      const [editor] = intruder.usable();
      if (!editor) continue;
      if (dice.chance(0.5)) await makeUser(intruder, editor);
      else opened.push(...(await openDoor(intruder, dice, editor)));
      yield 10;
    }
    for (;;) {
      yield dice.between(45, 120);
      for (const held of intruder.usable().slice(0, 3)) await intruder.use(held);
      for (const role of opened) if (dice.chance(0.1)) await intruder.assume(intruder.ownAccount(), role);
    }
  },
};

const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

async function makeUser(intruder: Intruder, editor: Held): Promise<void> {
  const UserName = `svc-monitor-${intruder.held.length}`;
  const all = document({ Effect: "Allow", Action: "*", Resource: "*" });
  const made = await intruder.attempt(editor, "make a user with a key", async ({ iam }) => {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "all", PolicyDocument: all }));
    return iam.send(new CreateAccessKeyCommand({ UserName }));
  });
  const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } = made?.AccessKey ?? {};
  const user: Principal = { kind: "user", account: editor.principal.account, name: UserName };
  if (made) intruder.keep({ accessKeyId, secretAccessKey }, user, editor);
}

/** A role of the account that the editor is in, whose trust policy then names the intruder's account too. */
async function openDoor(intruder: Intruder, dice: Dice, editor: Held): Promise<readonly Principal[]> {
  const { account } = editor.principal;
  const roles = intruder.plan.roles.filter(({ principal }) => principal.account === account);
  if (roles.length === 0) return [];
  const { principal } = dice.pick(roles);
  const stranger = intruder.ownAccount().principal.account;
  const PolicyDocument = document({
    Effect: "Allow",
    Principal: { AWS: [stranger, account] },
    Action: "sts:AssumeRole",
  });
  const change = new UpdateAssumeRolePolicyCommand({ RoleName: principal.name, PolicyDocument });
  const done = await intruder.attempt(editor, `open ${principal.name} to an account of their own`, ({ iam }) =>
    iam.send(change),
  );
  return done ? [principal] : [];
}
