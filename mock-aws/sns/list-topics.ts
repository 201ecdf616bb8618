// sns:ListTopics — https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { topics } from "./topics.ts";

export const listTopics = operation({
  name: "ListTopics",
  readOnly: true,
  input: z.strictObject({ NextToken: z.string().optional() }),
  authorize: () => [{ action: "sns:ListTopics", resource: "*" }],
  run({ NextToken }, { world, caller, region }) {
    const own = [...topics(world, caller.account).values()].filter((topic) => topic.region === region);
    const page = pageOf(own, ({ name }) => name, 100, NextToken);
    return { Topics: page.items.map(({ arn }) => ({ TopicArn: arn })), NextToken: page.next };
  },
});
