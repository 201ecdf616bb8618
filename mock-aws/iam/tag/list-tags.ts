// iam:ListRoleTags, ListUserTags, ListPolicyTags, ListInstanceProfileTags … — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
import { operation } from "../../operation.ts";
import { namedInput, nameIn } from "../named-input.ts";
import { PAGE, page } from "../paging.ts";
import { TAGGABLES } from "./taggables.ts";

export const listTags = TAGGABLES.map((taggable) =>
  operation({
    name: `List${taggable.title}Tags`,
    readOnly: true,
    input: namedInput(taggable.member, taggable.name, PAGE),
    authorize: (input, call) => [taggable.access(call, `List${taggable.title}Tags`, nameIn(input, taggable.member))],
    run(input, call) {
      const tags = taggable.tagsOf(call, nameIn(input, taggable.member));
      const { items, more } = page(tags, ([key]) => key, input);
      return { Tags: items.map(([Key, Value]) => ({ Key, Value })), ...more };
    },
  }),
);
