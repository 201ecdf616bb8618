// The forms of a message: as each channel takes it, and with an attacker's words in it as words and nothing more.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SOURCES } from "../../../lambda/intake/index.ts";
import { foldEntries } from "../../../lambda/ledger/fold.ts";
import type { Alert } from "../../../lambda/model.ts";
import { chatOf } from "../../../lambda/notify/chat.ts";
import { mailOf, subjectOf } from "../../../lambda/notify/mail.ts";
import { MESSAGE_SOURCE, type Message, messageOf, messageSchema, messageType } from "../../../lambda/notify/message.ts";
import { ownFinding } from "../../../lambda/notify/own-finding.ts";

const AT = "2026-03-01T09:00:00.000Z";
const HOSTILE =
  "<!channel> @here *bold* `code` [click](https://evil.example) \u202Egnp.exe\u202C \u001B[31mred\r\nBcc: x <b>";

function about(change: Partial<Alert>): Message {
  const alert: Alert = {
    source: "credential-leak",
    id: "one",
    type: "Credential Leak",
    title: "found",
    region: "us-east-1",
    account: "111122223333",
    principal: { kind: "role", name: "app" },
    sample: false,
    lastSeen: AT,
    ...change,
  };
  const incident = foldEntries("20260301T090000Z-aaaaaaaa", [{ seq: 1, at: AT, type: "opened", alert, cutoff: AT }]);
  const message =
    incident && messageOf({ ...incident, status: "refused", because: [alert.title] }, ["refused", "proven"]);
  if (!message) throw new Error("There is no message.");
  return message;
}

const UNSEEN = /[\p{Cc}\p{Cf}]/u;
const texts = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

const written = fc.oneof(fc.string({ unit: "binary", maxLength: 2_000 }), fc.constant(HOSTILE));

test("whatever somebody writes, the message has its form, is small, and has nothing in it that is not seen", () => {
  fc.assert(
    fc.property(written, written, (title, session) => {
      const message = about({ title, principal: { kind: "role", name: "app", session }, type: title });
      expect(messageType.parse(message)).toEqual(message);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(8 * 1024);
      for (const text of texts(message)) expect(text).not.toMatch(UNSEEN);
    }),
  );
});

describe("mail", () => {
  test("has a subject that SNS takes, whatever the name", () => {
    fc.assert(
      fc.property(written, (name) => {
        expect(subjectOf(about({ principal: { kind: "user", name } }))).toMatch(/^[\x21-\x7E][\x20-\x7E]{0,99}$/);
      }),
    );
  });

  test("says what has happened, how sure that is, and what to do, with the command", () => {
    const lines = mailOf(about({})).split("\n");
    expect(lines[0]).toBe(
      'A credential of the role app in the account 111122223333 may have leaked, and nothing was done: found. Reported by credential-leak: "found".',
    );
    expect(lines).toContain("How sure: Not contained: the credential works as far as we know.");
    expect(lines).toContain("    responder show 20260301T090000Z-aaaaaaaa");
    expect(lines).toContain("Also new: Credential Leak Proven.");
  });
});

describe("the chat's notification", () => {
  const chat = (title: string) => chatOf(about({ title })) as { readonly content: Readonly<Record<string, unknown>> };

  test("calls nobody, links nowhere and formats nothing that an attacker wrote", () => {
    const { title, description } = chat(HOSTILE).content;
    for (const text of [title, description]) {
      expect(text).not.toMatch(/[<>@`|[\]]|:\/\//);
      expect(String(text).replace("*How sure:*", "")).not.toContain("*");
    }
    expect(description).toContain("‹!channel› ＠here");
  });

  test("is of Amazon Q Developer's form, and one thread for each incident", () => {
    expect(chat("found")).toMatchObject({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown" },
      metadata: { threadId: "20260301T090000Z-aaaaaaaa", eventType: "Credential Leak Refused" },
    });
  });
});

test("the schema in the documents is the form of the messages that are sent", () => {
  const path = join(import.meta.dirname, "../../../docs/schemas/credential-leak-message.v1.json");
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(messageSchema())));
});

test("neither our own events nor our own finding are anything that we take for a leak", () => {
  const message = about({ accessKeyId: "ASIAIOSFODNN7EXAMPLE" });
  for (const { pattern } of SOURCES) expect(JSON.stringify(pattern["source"])).not.toContain(MESSAGE_SOURCE);
  const finding = ownFinding(message, { account: "111122223333", region: "us-east-1", at: AT });
  const imported = SOURCES.find(({ name }) => name === "security-hub-imported");
  const envelope = { id: "1", account: "111122223333", region: "us-east-1", time: AT, detailType: "", resources: [] };
  const event = { findings: [{ ...finding, RecordState: "ACTIVE", Workflow: { Status: "NEW" } }] };
  expect(imported?.parse(event, envelope)).toEqual([]);
  const theirs = { findings: [{ ...event.findings[0], GeneratorId: "somebody" }] };
  expect(imported?.parse(theirs, envelope)).toHaveLength(1);
});
