// iam:CreateAccountAlias, ListAccountAliases, DeleteAccountAlias — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { PAGE, page } from "../paging.ts";
import { iam } from "../state.ts";

const alias = text({ min: 3, max: 63, pattern: /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/ });

/** An account has one alias at most, and no other account has the same. */
export const createAccountAlias = operation({
  name: "CreateAccountAlias",
  readOnly: false,
  input: z.object({ AccountAlias: alias }),
  authorize: onAccount("CreateAccountAlias"),
  run({ AccountAlias }, { world, caller }) {
    const isTaken = [...world.accounts.keys()].some((account) => iam(world, account).account.alias === AccountAlias);
    if (isTaken) throw new AwsError("EntityAlreadyExists", `The account alias ${AccountAlias} already exists.`, 409);
    iam(world, caller.account).account.alias = AccountAlias;
  },
});

export const listAccountAliases = operation({
  name: "ListAccountAliases",
  readOnly: true,
  input: z.object(PAGE),
  authorize: onAccount("ListAccountAliases"),
  run(input, { world, caller }) {
    const own = iam(world, caller.account).account.alias;
    const { items, more } = page(own === undefined ? [] : [own], (name) => name, input);
    return { AccountAliases: items, ...more };
  },
});

export const deleteAccountAlias = operation({
  name: "DeleteAccountAlias",
  readOnly: false,
  input: z.object({ AccountAlias: alias }),
  authorize: onAccount("DeleteAccountAlias"),
  run({ AccountAlias }, { world, caller }) {
    const state = iam(world, caller.account).account;
    if (state.alias !== AccountAlias) {
      throw new AwsError("NoSuchEntity", `The account alias ${AccountAlias} cannot be found.`, 404);
    }
    delete state.alias;
  },
});
