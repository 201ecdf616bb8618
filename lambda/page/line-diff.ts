// What changed between two texts, line by line: the longest common lines stay, the rest was taken out or put in.

export type DiffLine = { readonly is: "same" | "out" | "in"; readonly line: string };

/** Policies have some hundred lines at most: the table of their common lines is small. */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const common = commonLengths(before, after);
  const at = (one: number, other: number) => common[one]?.[other] ?? 0;
  const lines: DiffLine[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    const [old, young] = [before[one], after[other]];
    if (old !== undefined && old === young) {
      lines.push({ is: "same", line: old });
      one += 1;
      other += 1;
    } else if (old !== undefined && (young === undefined || at(one + 1, other) >= at(one, other + 1))) {
      lines.push({ is: "out", line: old });
      one += 1;
    } else {
      lines.push({ is: "in", line: young ?? "" });
      other += 1;
    }
  }
  return lines;
}

/** How many lines are common from here to the ends. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let one = before.length - 1; one >= 0; one -= 1) {
    for (let other = after.length - 1; other >= 0; other -= 1) {
      const [row = [], next = []] = [table[one], table[one + 1]];
      row[other] =
        before[one] === after[other] ? (next[other + 1] ?? 0) + 1 : Math.max(next[other] ?? 0, row[other + 1] ?? 0);
    }
  }
  return table;
}
