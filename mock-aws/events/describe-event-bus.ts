// events:DescribeEventBus — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findBus } from "./buses.ts";
import { accessToBus, busNameOrArn } from "./inputs.ts";
import { showBus } from "./show.ts";

export const describeEventBus = operation({
  name: "DescribeEventBus",
  readOnly: true,
  input: z.strictObject({ Name: busNameOrArn.optional() }),
  authorize: ({ Name }, call) => [accessToBus("DescribeEventBus", Name, call)],
  run: ({ Name }, call) => showBus(findBus(call, Name)),
});
