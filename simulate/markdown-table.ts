// A table in Markdown with its columns in line, which a terminal shows as well.

/** The first `texts` columns stand to the left, numbers to the right. */
export function markdownTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  texts: number,
): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => (cells[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < texts ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) => (column < texts ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return `${[line(headings), line(rule), ...rows.map(line)].join("\n")}\n`;
}
