// Every document that is made of the code, by its path: from what stands there now to what should.
import { configSchema } from "../../lambda/config.ts";
import { betweenMarks } from "./between-marks.ts";
import { checkTable, doctorPolicy, drillPolicy } from "./check-tables.ts";
import { commandSections } from "./command-sections.ts";
import { configJsonSchema } from "./config-json-schema.ts";
import { costTable } from "./cost-table.ts";
import { directPermissions } from "./direct-permissions.ts";
import { guardrailTable } from "./guardrail-table.ts";
import { alarmTable, metricTable } from "./metric-tables.ts";
import { residualTable } from "./residual-table.ts";
import { settingsTables } from "./settings-tables.ts";
import { coverageTable, stepSections } from "./step-tables.ts";
import { createTable } from "./trail-table.ts";

/** `now` reads the document: what people wrote in it stays. */
type Generate = (now: () => string) => string;

export const GENERATED: Readonly<Record<string, Generate>> = {
  "docs/schemas/responder-config.json": () => `${JSON.stringify(configJsonSchema(configSchema), null, 2)}\n`,
  "docs/cli.md": (now) => betweenMarks(now(), { commands: commandSections() }),
  "docs/configuration.md": (now) => betweenMarks(now(), { settings: settingsTables(configJsonSchema(configSchema)) }),
  "docs/coverage.md": (now) =>
    betweenMarks(now(), { principals: coverageTable(), steps: stepSections(), guardrails: guardrailTable() }),
  "docs/deploy.md": (now) => betweenMarks(now(), { cost: costTable() }),
  "docs/direct.md": (now) => betweenMarks(now(), { permissions: directPermissions() }),
  "docs/doctor.md": (now) => betweenMarks(now(), { checks: checkTable(), "doctor's policy": doctorPolicy() }),
  "docs/operations.md": (now) =>
    betweenMarks(now(), { metrics: metricTable(), alarms: alarmTable(), "drill's policy": drillPolicy() }),
  "docs/residual.md": (now) =>
    betweenMarks(now(), {
      access: residualTable("access"),
      "left behind": residualTable("left-behind"),
      exposed: residualTable("exposed"),
    }),
  "docs/trace.md": (now) => betweenMarks(now(), { table: createTable() }),
};
