// Commands for a person to run: words that others wrote, made safe for a shell.

/** Words that a shell takes as they are stay bare; every other one is quoted whole. */
export function commandLine(...words: readonly string[]): string {
  return words.map((word) => (BARE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

const BARE = /^[A-Za-z0-9_@%+=:,./-]+$/;
