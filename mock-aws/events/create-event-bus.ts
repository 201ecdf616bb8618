// events:CreateEventBus — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { tags, text } from "../input.ts";
import { operation } from "../operation.ts";
import { addBus, busAt } from "./buses.ts";
import { accessToBus, busName } from "./inputs.ts";

const NOT_DONE = ["EventSourceName", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"] as const;

export const createEventBus = operation({
  name: "CreateEventBus",
  readOnly: false,
  input: z.strictObject({
    Name: busName,
    Description: text({ max: 512 }).optional(),
    Tags: tags.optional(),
    ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
  }),
  authorize: ({ Name, Tags = [] }, call) => {
    const requestTags = Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    const tagged = Tags.length > 0 ? { ...requestTags, "aws:TagKeys": Tags.map(({ Key }) => Key) } : {};
    const create = accessToBus("CreateEventBus", Name, call, tagged);
    return Tags.length > 0 ? [create, { ...create, action: "events:TagResource" }] : [create];
  },
  run(wish, { world, caller, region }) {
    for (const name of NOT_DONE) {
      if (Reflect.get(wish, name) !== undefined) throw new NotImplementedError(`${name} of an event bus`);
    }
    const { Name, Description, Tags = [] } = wish;
    if (Name.includes("/")) throw new AwsError("ValidationException", "Event bus name must not contain '/'.");
    const where = { account: caller.account, region, name: Name };
    if (busAt(world, where)) throw new AwsError("ResourceAlreadyExistsException", `Event bus ${Name} already exists.`);
    const bus = addBus(world, { ...where, description: Description });
    for (const { Key, Value } of Tags) bus.tags.set(Key, Value);
    return { EventBusArn: bus.arn, Description };
  },
});
