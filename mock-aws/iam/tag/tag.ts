// iam:TagRole, TagUser, TagPolicy, TagInstanceProfile … — https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
import { operation } from "../../operation.ts";
import { namedInput, nameIn } from "../named-input.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { TAGGABLES } from "./taggables.ts";

export const tag = TAGGABLES.map((taggable) =>
  operation({
    name: `Tag${taggable.title}`,
    readOnly: false,
    input: namedInput(taggable.member, taggable.name, { Tags: tagList }),
    authorize(input, call) {
      const access = taggable.access(call, `Tag${taggable.title}`, nameIn(input, taggable.member));
      return [{ ...access, context: { ...access.context, ...requestTagContext(input.Tags) } }];
    },
    run(input, call) {
      const tags = taggable.tagsOf(call, nameIn(input, taggable.member));
      const changed = withTags(new Map(tags), input.Tags);
      tags.clear();
      for (const [key, value] of changed) tags.set(key, value);
    },
  }),
);
