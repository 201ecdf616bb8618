// aws:invokeLambdaFunction — https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
import { z } from "zod";
import { NotImplementedError } from "../../aws-error.ts";
import { LAMBDA } from "../../lambda/index.ts";
import { perWorld } from "../../world.ts";
import { actorOf } from "../actor.ts";
import { callAs } from "../call-as.ts";
import { action, type Result } from "./action.ts";

/**
 * AWS documents Payload as "the JSON representation of the object returned". Whether a Selector looks into it
 * (`$.Payload.status`) or finds one text is not verified: a document that has to work should work with both.
 */
export const payloadForm = perWorld((): { form: "object" | "text" } => ({ form: "object" }));

const NOT_DONE = ["Qualifier", "ClientContext", "LogType", "Payload"] as const;

const members = {
  FunctionName: z.string().min(1),
  InvocationType: z.literal("RequestResponse").optional(),
  InputPayload: z.record(z.string(), z.unknown()).optional(),
};

export const invokeLambdaFunction = action({
  written: z
    .looseObject({})
    .refine((inputs) => {
      const left = NOT_DONE.find((name) => name in inputs);
      if (left !== undefined) throw new NotImplementedError(`${left} of aws:invokeLambdaFunction`);
      return true;
    })
    .pipe(z.strictObject(members)),
  inputs: z.strictObject(members),
  outputs: ["StatusCode", "FunctionError", "LogResult", "Payload"],
  mayDefineOutputs: true,
  async run({ FunctionName, InputPayload = {} }, { world, execution }): Promise<Result> {
    const body = Buffer.from(JSON.stringify(InputPayload));
    const answer = await callAs(
      { world, region: execution.region, caller: actorOf(world, execution), body },
      { service: LAMBDA, name: "Invoke", input: { FunctionName } },
    );
    const { raw, status, headers } = answer as { raw: string; status: number; headers: Record<string, string> };
    const error = headers["x-amz-function-error"];
    // That the step fails then is not documented in so many words; a function as a test that fails the step is AWS's example.
    if (error !== undefined) return { outcome: "failed", message: `The function failed (${error}): ${raw}` };
    const Payload = payloadForm(world).form === "object" ? JSON.parse(raw) : raw;
    return { outcome: "success", response: { StatusCode: status, Payload } };
  },
});
