// iam:UntagRole, UntagUser, UntagPolicy, UntagInstanceProfile … — https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
import { list } from "../../input.ts";
import { operation } from "../../operation.ts";
import { namedInput, nameIn } from "../named-input.ts";
import { tagKey } from "../tags.ts";
import { TAGGABLES } from "./taggables.ts";

/** Keys that are not there are left out without a word. */
export const untag = TAGGABLES.map((taggable) =>
  operation({
    name: `Untag${taggable.title}`,
    readOnly: false,
    input: namedInput(taggable.member, taggable.name, { TagKeys: list(tagKey) }),
    authorize(input, call) {
      const access = taggable.access(call, `Untag${taggable.title}`, nameIn(input, taggable.member));
      return [{ ...access, context: { ...access.context, "aws:TagKeys": input.TagKeys } }];
    },
    run(input, call) {
      const tags = taggable.tagsOf(call, nameIn(input, taggable.member));
      for (const key of input.TagKeys) tags.delete(key);
    },
  }),
);
