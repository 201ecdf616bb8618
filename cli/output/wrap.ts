// Prose on lines that fit: words stay whole, and so does a line that is to be copied.

/** `indent` goes before each line, `first` before the first one instead. */
type Margins = { readonly indent?: string; readonly first?: string };

export function wrap(text: string, columns: number, { indent = "", first = indent }: Margins = {}): string {
  const room = Math.max(20, Math.min(columns, 120));
  const [line = "", ...more] = text.split("\n");
  return [wrapLine(line, room, first, indent), ...more.map((one) => wrapLine(one, room, indent, indent))].join("\n");
}

function wrapLine(text: string, room: number, first: string, indent: string): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (longer.length > room && !isEmpty) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
