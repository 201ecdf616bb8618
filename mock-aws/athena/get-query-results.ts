// athena:GetQueryResults — https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { operation } from "../operation.ts";
import { findQuery, isOver, onQuery, queryId, stateOf } from "./queries.ts";

/** The first row of the first page has the names of the columns. */
export const getQueryResults = operation({
  name: "GetQueryResults",
  readOnly: true,
  input: z.object({
    QueryExecutionId: queryId,
    MaxResults: z.int().min(1).max(1000).default(1000),
    NextToken: text({ min: 1, max: 1024 }).optional(),
  }),
  authorize: onQuery("GetQueryResults"),
  run({ MaxResults, NextToken, ...named }, call) {
    const query = findQuery(named, call);
    const state = stateOf(query, call.now);
    if (state !== "SUCCEEDED") {
      const message = isOver(state)
        ? `Query did not finish successfully. Final query state: ${state}`
        : `Query has not yet finished. Current state: ${state}`;
      throw new AwsError("InvalidRequestException", message);
    }
    const { columns, rows } = query.outcome;
    const start = NextToken === undefined ? 0 : readToken(NextToken, query.id);
    const all = [columns, ...rows];
    const end = start + MaxResults;
    return {
      UpdateCount: 0,
      ResultSet: {
        ResultSetMetadata: { ColumnInfo: columns.map((Name) => ({ Name, Label: Name, Type: "varchar" })) },
        Rows: all.slice(start, end).map((row) => ({
          Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
        })),
      },
      ...(end < all.length ? { NextToken: Buffer.from(`${query.id} ${end}`).toString("base64") } : {}),
    };
  },
});

function readToken(token: string, query: string): number {
  const [, id, place] = /^(\S+) (\d+)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (id === query) return Number(place);
  throw new AwsError("InvalidRequestException", "Invalid pagination token");
}
