// Leaks that were played on the local AWS, drawn and reported: what a person is told is what the attacker can and cannot do.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Presented } from "../../../lambda/answers.ts";
import { sessionGraph } from "../../../lambda/drawing/session-graph.ts";
import { timeline } from "../../../lambda/drawing/timeline.ts";
import { timelineRows } from "../../../lambda/drawing/timeline-rows.ts";
import { foldEntries } from "../../../lambda/ledger/fold.ts";
import { present } from "../../../lambda/page/present.ts";
import { reportForm, reportSchema } from "../../../lambda/report/form.ts";
import { report } from "../../../lambda/report/index.ts";
import { CHECK } from "../../../lambda/report/record.ts";
import { whatNext } from "../../../lambda/words/what-next.ts";
import { ofClass, readSvg, textOf } from "../../support/read-svg.ts";
import {
  startTelling,
  type Telling,
  type Told,
  tellAsked,
  tellFailed,
  tellIntrusion,
  tellPlain,
  tellRefused,
} from "../../support/told-incidents.ts";

let telling: Telling;
let refused: Told;
let failed: Told;
let asked: Told;
let intrusion: Told;
let contained: Told;
let proven: Told;
let lifted: Told;

beforeAll(async () => {
  telling = await startTelling();
  [contained, proven, lifted] = await tellPlain(telling);
  intrusion = await tellIntrusion(telling);
  refused = await tellRefused(telling);
  failed = await tellFailed(telling);
  asked = await tellAsked(telling);
}, 60_000);
afterAll(() => telling.service.close());

const nodesOf = async ({ incident, now }: Told) => ofClass(readSvg(await sessionGraph(incident, now)), "node");
const textsOf = async (told: Told, words: string) =>
  (await nodesOf(told)).filter((node) => ofClass([node], words).length > 0).map(textOf);

/** As it stood when its record had so many entries. */
function upTo({ incident, ...told }: Told, seq: number): Told {
  const folded = foldEntries(incident.id, incident.entries.slice(0, seq));
  if (!folded) throw new Error("There is no entry.");
  return { ...told, incident: { ...present(folded), sessions: incident.sessions } };
}

const seqOf = ({ entries }: Presented, type: string) => entries.find((entry) => entry.type === type)?.seq ?? 0;

describe("the graph of sessions", () => {
  test("shows the leaked key and all that it surely opened as dead, each with its key", async () => {
    const [leaked] = await textsOf(intrusion, "leaked dead");
    expect(leaked).toMatch(/^role app|LEAKED/);
    expect(leaked).toContain("denied since");
    const opened = await textsOf(intrusion, "opened dead");
    expect(opened.map((text) => /(?:role|user) \w+/.exec(text)?.[0]).sort()).toEqual([
      "role build",
      "role deploy",
      "user eve",
      "user eve",
    ]);
    for (const { accessKeyId = "" } of intrusion.incident.sessions) {
      expect((await textsOf(intrusion, "node")).some((text) => text.includes(accessKeyId))).toBe(true);
    }
  });

  test("shows as not denied what is merely likely, and asks about the door that was opened and whoever undid the deny", async () => {
    const likely = await textsOf(intrusion, "likely alive");
    expect(likely.filter((text) => text.includes("role worker"))).toHaveLength(2);
    for (const text of likely) expect(text).toContain("not denied");
    expect((await textsOf(intrusion, "likely")).filter((text) => text.includes("a person is asked"))).toEqual([
      expect.stringContaining("role guarded"),
      expect.stringContaining("role door"),
    ]);
    const [olga] = await textsOf(intrusion, "tamper");
    expect(olga).toMatch(/role guarded .*session olga/);
  });

  test("says that the leaked session lives for as long as its deny is undone, and no longer", async () => {
    const undone = seqOf(intrusion.incident, "tamper");
    expect(await textsOf(upTo(intrusion, undone - 1), "leaked dead")).toHaveLength(1);
    expect(await textsOf(upTo(intrusion, undone), "leaked alive")).toHaveLength(1);
    expect(await textsOf(upTo(intrusion, undone + 1), "leaked dead")).toHaveLength(1);
  });

  test("says that a session lives which was let through, whatever stands", async () => {
    const accessKeyId = contained.incident.alerts[0]?.accessKeyId ?? "";
    const call = {
      eventId: "e",
      at: "2026-03-01T10:00:00Z",
      region: "us-east-1",
      call: "s3:ListBuckets",
      accessKeyId,
      outcome: "allowed",
      explicit: false,
    } as const;
    const evidence = { level: "leaking", missing: [], denied: 0, unstoppable: 0, allowed: [call] } as const;
    const leaking = { ...contained, incident: { ...contained.incident, proof: "leaking", evidence } as Presented };
    expect(await textsOf(contained, "leaked dead")).toHaveLength(1);
    expect(await textsOf(leaking, "leaked alive")).toEqual([expect.stringContaining("let through at 10:00:00")]);
  });

  test("calls nothing dead that was not denied", async () => {
    for (const told of [refused, failed, asked]) {
      expect(await textsOf(told, "dead")).toEqual([]);
      expect(await nodesOf(told)).toHaveLength(1);
    }
    expect(await textsOf(lifted, "dead")).toEqual([expect.stringContaining("ended by itself")]);
  });

  test("tells in words what it shows", async () => {
    const all = readSvg(await sessionGraph(intrusion.incident, intrusion.now));
    const [svg] = all;
    const described = all.find(({ attributes }) => attributes["id"] === svg?.attributes["aria-describedby"]);
    expect(svg?.attributes["role"]).toBe("img");
    expect(described?.text).toMatch(/^Of 10 credentials: 1 leaked, 4 opened with it, 4 likely opened with it, 5 dead/);
  });
});

describe("the timeline", () => {
  const draw = ({ incident, now }: Told) => readSvg(timeline(incident, now));

  test("shows how long the deny was undone, and by which it was put back", () => {
    const gaps = draw(intrusion).filter(({ attributes }) => attributes["class"] === "tamper");
    expect(gaps.map(({ children }) => children.find(({ name }) => name === "title")?.text)).toEqual([
      "undone for 5 seconds",
    ]);
    const words = timelineRows(intrusion.incident).map(({ what }) => what);
    const [undone, back] = [
      words.findIndex((what) => what.startsWith("Somebody undid")),
      words.findIndex((what) => what.startsWith("Put back")),
    ];
    expect(undone).toBeGreaterThan(0);
    expect(back).toBe(undone + 1);
  });

  test("of half a day shows the first minutes by themselves, and both lengths to scale", () => {
    const panels = ofClass(draw(lifted), "panel");
    expect(panels).toHaveLength(2);
    const [first, whole] = panels.map((panel) => barIn(panel, "bar deny"));
    expect(first?.width).toBeGreaterThan(100); // Seconds, on their own axis.
    expect(whole?.width).toBeGreaterThan(600); // 13 of 15 hours.
    expect(ofClass(draw(contained), "panel")).toHaveLength(1);
  });

  test("has the proof as it was found, and the lift", () => {
    const levels = (told: Told) =>
      new Set(ofClass(draw(told), "proof").map(({ attributes }) => attributes["class"]?.split(" ")[1]));
    expect(levels(contained)).not.toContain("proven");
    expect(levels(lifted)).toEqual(new Set(["in-place", "effective", "proven"]));
    expect(ofClass(draw(lifted), "mark lifted")).toHaveLength(1);
    expect(ofClass(draw(proven), "mark lifted")).toHaveLength(0);
  });

  test("has its rows in the order of time, with what the intruder opened before the alert", () => {
    const rows = timelineRows(intrusion.incident);
    const times = rows.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(rows[0]).toMatchObject({
      lane: "session",
      after: expect.stringMatching(/^−/),
      what: expect.stringContaining("role build"),
    });
  });

  function barIn(panel: Parameters<typeof textOf>[0], words: string) {
    const bar = ofClass(everyChild(panel), words)[0];
    const rect = bar?.children.find(({ name }) => name === "rect");
    return { width: Number(rect?.attributes["width"]) };
  }

  function everyChild(element: Parameters<typeof textOf>[0]): readonly Parameters<typeof textOf>[0][] {
    return [element, ...element.children.flatMap(everyChild)];
  }
});

describe("the report", () => {
  const all = () => [refused, failed, asked, intrusion, contained, proven, lifted];

  test("is of its published form, whatever became of the leak", async () => {
    for (const told of all()) {
      const data = reportForm.parse(JSON.parse(await report(told, "json")));
      expect(data.incident.id).toBe(told.incident.id);
      expect(data.record.entries).toHaveLength(told.incident.entries.length);
      expect(data.record).toMatchObject({ recomputed: { whole: true, problems: [] }, verified: { whole: true } });
    }
  });

  test("has the form that is published", () => {
    const published = readFileSync(
      join(import.meta.dirname, "../../../docs/schemas/credential-leak-report.v1.json"),
      "utf8",
    );
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(reportSchema()))); // node bin/schemas.ts writes it.
  });

  test("has its program for auditors in the documents", () => {
    expect(readFileSync(join(import.meta.dirname, "../../../docs/report.md"), "utf8")).toContain(CHECK);
  });

  test("lets anybody recompute the record, and find the entry that was changed", async () => {
    const data = JSON.parse(await report(intrusion, "json"));
    expect(checked(data)).toMatch(/^31 entries|^\d+ entries, each follows/);
    const changed = structuredClone(data);
    changed.record.entries[4].body = changed.record.entries[4].body.replace("trace", "other");
    expect(() => checked(changed)).toThrow(/Entry 5 does not follow/);
    changed.record.entries.splice(4, 1);
    expect(() => checked(changed)).toThrow(/Entry 6 does not follow/);
  });

  test("says in each form where a record is not whole", async () => {
    const [first, second, ...rest] = intrusion.incident.entries;
    const forged = {
      ...intrusion,
      incident: {
        ...intrusion.incident,
        entries: [first, { ...second, at: "2026-03-01T00:00:00.000Z" }, ...rest],
      } as Presented,
    };
    expect(await report(forged, "html")).toContain("BROKEN");
    expect(await report(forged, "md")).toContain("Entry 2 was changed");
    const verified = {
      verified: 1,
      whole: false,
      problems: [{ incident: intrusion.incident.id, because: "Entries are missing at the end." }],
    };
    expect(await report({ ...intrusion, verified }, "md")).toContain("it is NOT whole");
    expect(await report({ ...intrusion, verified: undefined }, "md")).toContain("was not asked");
  });

  test("tells a manager in a minute what happened, and never that it is over where it is not", async () => {
    const answers = async (told: Told) =>
      new Map(
        (JSON.parse(await report(told, "json")).summary as { question: string; answer: string }[]).map(
          ({ question, answer }) => [question, answer],
        ),
      );
    const over = async (told: Told) => (await answers(told)).get("Is it over?");
    expect(await over(lifted)).toMatch(/^Yes: the denies are lifted. No credential/);
    for (const told of [failed, asked]) expect(await over(told)).toMatch(/^No: .* 1 known credential still lives/);
    for (const told of [intrusion, contained, proven]) expect(await over(told)).toMatch(/^Not yet/);
    const done = (await answers(intrusion)).get("What was done with it?");
    expect(done).toContain("It opened 4 further credentials");
    expect(done).toContain("It may have read 1 secret");
    expect((await answers(failed)).get("How long until it was denied?")).toBe("It is NOT denied.");
    expect((await answers(asked)).get("What is still to be done?")).toContain("approve it");
    expect(whatNext(asked.incident).map(({ command }) => command)[0]).toContain(asked.incident.id);
  });

  test("has what was left behind with the commands that end it, and no secret", async () => {
    for (const format of ["md", "html", "json"] as const) {
      const text = await report(intrusion, format);
      expect(text).toContain("aws iam delete-user --user-name eve");
      expect(text).toContain("terminate-instances");
      expect(text).not.toContain("s3cr3t!");
      for (const { hash = "none" } of intrusion.incident.entries) expect(text).toContain(hash);
    }
  });

  test("as HTML is one file that runs nothing, loads nothing, and styles itself alone", async () => {
    const text = await report(intrusion, "html");
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(text).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|<object| style=| on\w+="|url\(|@import|src=/i);
    expect([...text.matchAll(/ href="([^"]*)"/g)].every(([, target]) => target?.startsWith("#"))).toBe(true);
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of text.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [svg] of text.matchAll(/<svg[\s\S]*?<\/svg>/g)) readSvg(svg);
  });
});

/** What the documented program says of a report; throws with its words where it fails. */
function checked(data: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "drawings-report-"));
  const [program, file] = [join(folder, "check.py"), join(folder, "report.json")];
  writeFileSync(program, CHECK);
  writeFileSync(file, JSON.stringify(data));
  return execFileSync("python3", [program, file], { encoding: "utf8", stdio: "pipe" });
}
