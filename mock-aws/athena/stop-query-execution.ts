// athena:StopQueryExecution — https://docs.aws.amazon.com/athena/latest/APIReference/API_StopQueryExecution.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { findQuery, isOver, onQuery, queryId, stateOf } from "./queries.ts";

/** What has ended stays as it is. */
export const stopQueryExecution = operation({
  name: "StopQueryExecution",
  readOnly: false,
  input: z.object({ QueryExecutionId: queryId }),
  authorize: onQuery("StopQueryExecution"),
  run(named, call) {
    const query = findQuery(named, call);
    if (!isOver(stateOf(query, call.now))) query.stoppedAt = call.now;
  },
});
