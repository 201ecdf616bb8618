// What every operation of EC2 shares: dry runs, words for bad parameters, and refusing what is not implemented.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { bool } from "../input.ts";
import { type Access, type Call, type Operation, operation, type TrailDetail } from "../operation.ts";

type Input<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

type Ec2Definition<Shape extends z.ZodRawShape, Output> = {
  readonly name: string;
  readonly readOnly: boolean;
  readonly input: Shape;
  authorize(input: Input<Shape>, call: Call): readonly Access[];
  run(input: Input<Shape>, call: Call): Output | Promise<Output>;
  trail?(input: Input<Shape>, output: Output | undefined, call: Call): TrailDetail;
};

export function ec2Operation<Shape extends z.ZodRawShape, Output>(definition: Ec2Definition<Shape, Output>): Operation {
  type Wished = { readonly dryRun: boolean; readonly input: Input<Shape> };
  const { name, readOnly, authorize, run, trail } = definition;
  const schema = z.object(definition.input);
  const parse = (raw: unknown): Wished => {
    const { DryRun, ...members } = raw as Record<string, unknown>;
    refuseUnknown(name, definition.input, members);
    const parsed = schema.safeParse(members);
    if (!parsed.success) throw badParameter(parsed.error);
    return { dryRun: bool().optional().parse(DryRun) ?? false, input: parsed.data };
  };
  return operation({
    name,
    readOnly,
    input: z.unknown().transform(parse),
    authorize: ({ input }, call) => authorize(input, call),
    run({ dryRun, input }, call) {
      if (dryRun) throw new AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
      return run(input, call);
    },
    ...(trail ? { trail: ({ input }, output, call) => trail(input, output as Output | undefined, call) } : {}),
  });
}

function refuseUnknown(name: string, shape: z.ZodRawShape, members: object): void {
  const unknown = Object.keys(members).find((member) => !(member in shape));
  if (unknown !== undefined) throw new NotImplementedError(`${unknown} of ec2:${name}`);
}

function badParameter(error: z.ZodError): AwsError {
  const [issue] = error.issues;
  const parameter = issue?.path.join(".") ?? "";
  if (issue?.code === "invalid_type" && issue.message.includes("received undefined")) {
    return new AwsError("MissingParameter", `The request must contain the parameter ${parameter}`, 400);
  }
  return new AwsError(
    "InvalidParameterValue",
    `Invalid value for parameter ${parameter}: ${issue?.message ?? "is not valid"}.`,
    400,
  );
}
