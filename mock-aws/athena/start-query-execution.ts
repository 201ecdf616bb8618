// athena:StartQueryExecution — https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { uuid } from "../ids.ts";
import { bool, text } from "../input.ts";
import { operation } from "../operation.ts";
import { type Query, queriesOf } from "./queries.ts";
import { runStatement } from "./run-statement.ts";
import { findWorkGroup, onWorkGroup, workGroupName } from "./workgroups.ts";

/** The query is run here and now; that it has not ended yet is what the clock says of it. */
export const startQueryExecution = operation({
  name: "StartQueryExecution",
  readOnly: false,
  input: z.object({
    QueryString: text({ min: 1, max: 262144 }),
    ClientRequestToken: text({ min: 32, max: 128 }).optional(),
    ExecutionParameters: z
      .array(text({ min: 1, max: 1024 }))
      .min(1)
      .optional(),
    WorkGroup: workGroupName.default("primary"),
    ResultReuseConfiguration: z
      .strictObject({ ResultReuseByAgeConfiguration: z.strictObject({ Enabled: bool().pipe(z.literal(false)) }) })
      .optional(),
  }),
  authorize: ({ WorkGroup }, call) => onWorkGroup("StartQueryExecution", WorkGroup, call),
  async run({ QueryString: sql, ExecutionParameters: parameters = [], WorkGroup, ClientRequestToken: token }, call) {
    const { configuration } = findWorkGroup(WorkGroup, call);
    const known = queriesOf(call.world, call.caller.account);
    const before = [...known.values()].find((query) => token !== undefined && query.token === token);
    if (before) return { QueryExecutionId: repeated(before, sql, parameters).id };
    const outcome = await runStatement(sql, parameters, configuration.BytesScannedCutoffPerQuery, call);
    const id = uuid(call.world.random);
    const { region, world, now: submittedAt } = call;
    const endsAt = submittedAt + world.settings.queryTime;
    known.set(id, { id, region, workGroup: WorkGroup, sql, parameters, token, submittedAt, endsAt, outcome });
    return { QueryExecutionId: id };
  },
  /** https://docs.aws.amazon.com/athena/latest/ug/monitor-with-cloudtrail.html shows no query. */
  trail: ({ WorkGroup, ClientRequestToken }) => ({
    requestParameters: {
      ...(ClientRequestToken === undefined ? {} : { clientRequestToken: ClientRequestToken }),
      queryString: "***OMITTED***",
      workGroup: WorkGroup,
    },
  }),
});

function repeated(before: Query, sql: string, parameters: readonly string[]): Query {
  if (before.sql === sql && before.parameters.join("\n") === parameters.join("\n")) return before;
  throw new AwsError("InvalidRequestException", "Idempotent parameters do not match");
}
