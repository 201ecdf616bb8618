// A time in a table: in UTC, and without a fraction that is none.

export function shortTime(at: string | undefined): string {
  return (at ?? "").replace(/\.000Z$/, "Z");
}
