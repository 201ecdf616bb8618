// Words of a policy as a report shows them: cut short, and in quotes where they are not plain names.

const MOST = 120;
const PLAIN = /^[\w:./+=,@*-]+$/;

/** Whoever wrote the policy may be the attacker: nothing of it can pass for a sentence of ours. */
export function shown(text: string, quoted = false): string {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return !quoted && PLAIN.test(cut) ? cut : JSON.stringify(cut);
}
