// How long something took, in words: two units at most, as a person would say it.

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** From `less than a second` to `3 days 4 hours`; what goes backwards counts as nothing. */
export function durationWords(milliseconds: number): string {
  const rounded = roundToTwoUnits(milliseconds);
  const at = UNITS.findIndex(([, size]) => rounded >= size);
  if (at < 0) return "less than a second";
  const parts: string[] = [];
  let left = rounded;
  for (const [unit, size] of UNITS.slice(at, at + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ");
}

/** The same between two times in ISO 8601. */
export function timeBetween(from: string, to: string): string {
  return durationWords(Date.parse(to) - Date.parse(from));
}

/** 59 minutes 59.9 seconds are an hour. */
function roundToTwoUnits(milliseconds: number): number {
  if (!(milliseconds >= 1_000)) return 0;
  const at = UNITS.findIndex(([, size]) => milliseconds >= size);
  const [, finest] = UNITS[Math.min(at + 1, UNITS.length - 1)] ?? UNITS[3];
  return Math.round(milliseconds / finest) * finest;
}
