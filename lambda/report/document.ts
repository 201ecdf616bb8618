// A report as a document of no form yet: sections of blocks. Every text in it may be anybody's words; each form escapes it.

/** What is to be read letter by letter stands as code. */
export type Cell = string | { readonly code: string };

export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "standing"; readonly tone: "good" | "bad" | "open"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly { readonly name: string; readonly value: Cell }[] }
  | { readonly kind: "list"; readonly items: readonly Cell[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "code"; readonly caption: string; readonly text: string }
  /** `svg` is made by the drawings: the one thing that is no text. */
  | { readonly kind: "figure"; readonly svg: string; readonly caption: string }
  | {
      readonly kind: "entry";
      readonly heading: string;
      readonly words: string;
      readonly hash: string;
      readonly body: string;
    };

export type Section = { readonly id: string; readonly title: string; readonly blocks: readonly Block[] };

export type ReportDocument = {
  readonly title: string;
  readonly madeAt: string;
  readonly sections: readonly Section[];
};

/** A table, or a sentence where it has no row. */
export function tableOr(none: string, head: readonly string[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  return rows.length === 0 ? [{ kind: "paragraph", text: none }] : [{ kind: "table", head, rows }];
}

/** A list, or nothing. */
export function listOf(intro: string, items: readonly Cell[]): readonly Block[] {
  return items.length === 0
    ? []
    : [
        { kind: "paragraph", text: intro },
        { kind: "list", items },
      ];
}
