// Why an alarm is in its state, in CloudWatch's words as they are seen in its messages [published].
import type { AlarmSettings } from "./alarms.ts";
import type { Verdict } from "./judge.ts";

const WORDS: Readonly<Record<AlarmSettings["comparison"], string>> = {
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  GreaterThanThreshold: "greater than",
  LessThanThreshold: "less than",
  LessThanOrEqualToThreshold: "less than or equal to",
};

export function reasonOf({ state, looked, filled }: Verdict, settings: AlarmSettings): string {
  const { comparison, threshold, periods, missing } = settings;
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${plural(periods, "datapoint")} ${periods === 1 ? "was" : "were"} unknown.`;
  }
  if (looked.length === 0) {
    const treated = missing === "breaching" ? "[Breaching]" : "[NonBreaching]";
    const were = `${plural(filled, "missing datapoint")} ${filled === 1 ? "was" : "were"} treated as ${treated}`;
    return `Threshold Crossed: no datapoints were received for ${plural(periods, "period")} and ${were}.`;
  }
  const shown = looked.map(({ value, at }) => `${decimal(value)} (${shortTime(at)})`).join(", ");
  const verb = looked.length === 1 ? "was" : "were";
  const not = state === "ALARM" ? "" : "not ";
  return `Threshold Crossed: ${plural(looked.length, "datapoint")} [${shown}] ${verb} ${not}${WORDS[comparison]} the threshold (${decimal(threshold)}).`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** As Java writes a double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `08/03/24 13:56:00`: the day first. */
function shortTime(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
