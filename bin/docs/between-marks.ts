// A document that people and the code write together: the code's parts stand between marks.

/** The text with each part between its marks; throws where the marks of one are missing. */
export function betweenMarks(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((whole, [name, part]) => {
    const begin = `<!-- ${name}: written by bin/docs.ts -->`;
    const end = `<!-- end of ${name} -->`;
    const [before, rest] = whole.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`There is no place for it: ${begin} … ${end}`);
    return `${before}${begin}\n\n${part}\n\n${end}${after}`;
  }, text);
}

/** Text in a cell of a table: a bar would end the cell. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
