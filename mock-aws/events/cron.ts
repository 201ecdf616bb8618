// Cron expressions as EventBridge writes them: six fields, in UTC, with Sunday as day 1.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
import { Cron } from "croner";
import type { Instant } from "../clock.ts";

type Field = {
  readonly least: number;
  readonly most: number;
  /** Words for its values, the first for `least`. In capitals, as AWS writes them; whether it takes others is not known. */
  readonly names?: readonly string[];
  /** What may stand in its place, alone: AWS takes no list of these. */
  readonly alone?: RegExp;
  /** AWS lists no `/` for the day of the week. */
  readonly noSteps?: boolean;
};

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31, alone: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { least: 1, most: 12, names: MONTHS },
  { least: 1, most: 7, names: DAYS, alone: /^(\?|L|[1-7]L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/, noSteps: true },
  { least: 1970, most: 2199 },
];

/** The next time after a given one, undefined where there is none any more. Undefined for what is no expression. */
export function readCron(fields: string): ((after: Instant) => Instant | undefined) | undefined {
  const texts = fields.split(/\s+/);
  if (texts.length !== FIELDS.length || !FIELDS.every((field, index) => isValid(field, texts[index] ?? ""))) {
    return undefined;
  }
  const [minute, hour, day, month, weekday, year] = texts;
  if ((day === "?") === (weekday === "?")) return undefined; // One of the two must be left open, and not both.
  const pattern = ["0", minute, hour, day, month, weekday === "L" ? "7" : weekday, year].join(" ");
  // croner is laxer than AWS, so that what it is given was checked above; `sloppyRanges` is for `0/15`.
  const cron = new Cron(pattern, { paused: true, timezone: "UTC", alternativeWeekdays: true, sloppyRanges: true });
  return (after) => cron.nextRun(new Date(after))?.getTime();
}

function isValid(field: Field, text: string): boolean {
  return field.alone?.test(text) === true || text.split(",").every((part) => isPart(field, part));
}

/** `*`, a value or a range, each with a step or without. Ranges that wrap round are not documented. */
function isPart(field: Field, text: string): boolean {
  const [range = "", step, ...others] = text.split("/");
  if (others.length > 0 || (step !== undefined && (field.noSteps || !isStep(field, step)))) return false;
  if (range === "*") return true;
  const [from, to, ...more] = range.split("-").map((value) => readValue(field, value));
  if (from === undefined || more.length > 0) return false;
  return !range.includes("-") || (to !== undefined && from <= to);
}

function isStep({ most }: Field, text: string): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= most;
}

function readValue({ least, most, names = [] }: Field, text: string): number | undefined {
  const value = names.includes(text) ? least + names.indexOf(text) : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
