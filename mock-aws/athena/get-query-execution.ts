// athena:GetQueryExecution — https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findQuery, isOver, onQuery, queryId, stateOf } from "./queries.ts";

export const getQueryExecution = operation({
  name: "GetQueryExecution",
  readOnly: true,
  input: z.object({ QueryExecutionId: queryId }),
  authorize: onQuery("GetQueryExecution"),
  run(named, call) {
    const query = findQuery(named, call);
    const { id, sql, parameters, workGroup, submittedAt, outcome } = query;
    const state = stateOf(query, call.now);
    return {
      QueryExecution: {
        QueryExecutionId: id,
        Query: sql,
        StatementType: "DML",
        ...(parameters.length > 0 ? { ExecutionParameters: parameters } : {}),
        WorkGroup: workGroup,
        EngineVersion: { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" },
        Status: {
          State: state,
          SubmissionDateTime: new Date(submittedAt),
          ...(isOver(state) ? { CompletionDateTime: new Date(query.stoppedAt ?? query.endsAt) } : {}),
          ...(state === outcome.state && outcome.reason !== undefined ? { StateChangeReason: outcome.reason } : {}),
        },
        Statistics: state === "QUEUED" ? {} : { DataScannedInBytes: outcome.bytes },
      },
    };
  },
});
