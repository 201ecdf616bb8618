// The table over the trail as a statement: what the stack gives to Glue, for whoever asks the trail by hand.
import { columns, DATABASE, PARTITIONS, STORAGE, TABLE, tableParameters } from "../../lambda/trace/athena/table.ts";

const LOCATION = "s3://BUCKET/AWSLogs/ORGANIZATION";

export function createTable(): string {
  const { EXTERNAL: _, ...parameters } = tableParameters(LOCATION);
  const text = (value: string) => `'${value}'`;
  const lines = (items: readonly string[]) => items.map((item) => `  ${item}`).join(",\n");
  return `\`\`\`sql
CREATE EXTERNAL TABLE ${DATABASE}.${TABLE} (
${lines(columns().map(({ name, type }) => `\`${name}\` ${type}`))}
)
PARTITIONED BY (${PARTITIONS.map((name) => `\`${name}\` string`).join(", ")})
ROW FORMAT SERDE ${text(STORAGE.serde)}
STORED AS INPUTFORMAT ${text(STORAGE.inputFormat)}
OUTPUTFORMAT ${text(STORAGE.outputFormat)}
LOCATION ${text(`${LOCATION}/`)}
TBLPROPERTIES (
${lines(Object.entries(parameters).map(([name, value]) => `${text(name)} = ${text(value)}`))}
)
\`\`\``;
}
