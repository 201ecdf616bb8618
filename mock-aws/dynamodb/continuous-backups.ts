// dynamodb:DescribeContinuousBackups, UpdateContinuousBackups — https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
import { z } from "zod";
import { knownMembers } from "../known-members.ts";
import { type Call, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { findTable } from "./safeguards.ts";

const TableName = z.string();

export const describeContinuousBackups = operation({
  name: "DescribeContinuousBackups",
  readOnly: true,
  input: knownMembers("DescribeContinuousBackups", { TableName }),
  authorize: (input, call) => [onTable("DescribeContinuousBackups", input.TableName, {}, call)],
  run: (input, call) => show(input.TableName, call),
});

/** Nothing can be restored here: the setting is kept and shown. */
export const updateContinuousBackups = operation({
  name: "UpdateContinuousBackups",
  readOnly: false,
  input: knownMembers("UpdateContinuousBackups", {
    TableName,
    PointInTimeRecoverySpecification: z.strictObject({
      PointInTimeRecoveryEnabled: z.boolean(),
      RecoveryPeriodInDays: z.int().min(1).max(35).optional(),
    }),
  }),
  authorize: (input, call) => [onTable("UpdateContinuousBackups", input.TableName, {}, call)],
  run(input, call) {
    const known = findTable(input.TableName, call);
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = input.PointInTimeRecoverySpecification;
    if (!PointInTimeRecoveryEnabled) delete known.recoverableSince;
    else known.recoverableSince ??= call.now;
    known.recoveryDays = RecoveryPeriodInDays ?? known.recoveryDays;
    return show(input.TableName, call);
  },
});

/** Continuous backups are on for every table; what a person turns on is the recovery to a point in time. */
function show(table: string, call: Call) {
  const { recoverableSince: since, recoveryDays } = findTable(table, call);
  const earliest = Math.max(since ?? 0, call.now - recoveryDays * 24 * 60 * 60 * 1000);
  const window = {
    RecoveryPeriodInDays: recoveryDays,
    EarliestRestorableDateTime: new Date(earliest),
    LatestRestorableDateTime: new Date(call.now),
  };
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: since === undefined ? "DISABLED" : "ENABLED",
        ...(since === undefined ? {} : window),
      },
    },
  };
}
