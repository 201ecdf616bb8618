// A message as a custom notification of Amazon Q Developer in chat applications, which brings it to Slack and Teams.
// https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
import { MESSAGE_TYPES, type Message } from "./message.ts";

const SIGNS: Partial<Readonly<Record<Message["kind"], string>>> = {
  leaking: ":rotating_light:",
  "awaiting-approval": ":raised_hand:",
  failed: ":rotating_light:",
  undone: ":warning:",
  unproven: ":warning:",
};

/** Shorter than chats cut messages off at. */
const MOST = { title: 250, description: 1_500, step: 350 } as const;

export function chatOf(message: Message): object {
  const { id, kind, kinds, incident, account, title, what, sure, next, link, accessKeys, proof, status } = message;
  const sign = SIGNS[kind];
  const also = kinds.slice(1).map((other) => MESSAGE_TYPES[other]);
  const more = also.length > 0 ? `\nAlso new: ${also.join(", ")}.` : "";
  return {
    version: "1.0",
    source: "custom",
    id,
    content: {
      textType: "client-markdown",
      title: cut(`${sign === undefined ? "" : `${sign} `}${defused(title)}`, MOST.title),
      description: cut(`${defused(what)}\n*How sure:* ${defused(sure)}${more}`, MOST.description),
      nextSteps: [
        ...next.map(({ do: words, command }) =>
          cut(`${defused(words)}${command ? `: \`${command}\`` : ""}`, MOST.step),
        ),
        ...(link === undefined ? [] : [link]),
      ],
      keywords: [kind, account, proof],
    },
    metadata: {
      threadId: incident,
      summary: cut(defused(title), MOST.title),
      eventType: MESSAGE_TYPES[kind],
      relatedResources: accessKeys,
      additionalContext: { incident, status, proof },
    },
  };
}

const INSTEAD: Readonly<Record<string, string>> = {
  "<": "‹",
  ">": "›",
  "&": "＆",
  "@": "＠",
  "*": "∗",
  "~": "∼",
  "`": "'",
  "|": "¦",
  "[": "(",
  "]": ")",
};

/**
 * Signs by which a chat calls people, makes links or formats are replaced by others that look alike: how a text is escaped
 * differs from chat to chat, and these mean nothing in any.
 */
export function defused(text: string): string {
  return text.replace(/[<>&@*~`|[\]]/g, (sign) => INSTEAD[sign] ?? "").replaceAll("://", "(:)//");
}

function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}
