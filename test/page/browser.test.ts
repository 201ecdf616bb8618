// A person with a browser finds, contains, proves and lifts a leak; an intruder writes into the page what he likes.
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deployedResponder } from "../../client/deployed-responder.ts";
import { type PageServer, servePage } from "../../client/serve-page.ts";
import { openBrowser } from "../support/browser.ts";
import { leakSession, works } from "../support/leak.ts";
import type { Clients } from "../support/local-aws.ts";
import { policy, startService, type TestService } from "../support/service.ts";

const browser: Browser | undefined = await openBrowser();

let service: TestService;
let server: PageServer;
/** What the browser has complained of: breaches of the policy, errors of scripts; and dialogs that opened. */
const complaints: string[] = [];

beforeAll(async () => {
  service = await startService({
    config: { settleSeconds: 900, modes: [{ mode: "ask", principals: ["arn:aws:iam::*:role/asked-*"] }] },
  });
  const responder = deployedResponder(service.admin.lambda, service.endpoint);
  server = await servePage({ responder: () => responder, now: service.now, port: 0, isOpen: true });
});
afterAll(async () => {
  await browser?.close();
  await server.close();
  await service.close();
});

async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = (await browser?.newContext({ baseURL: server.url, ...options })) as BrowserContext; // Skipped without one.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("console", (message) => void complaints.push(message.text()));
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return page;
}

/** What stands on the page for whoever reads it. */
const words = (page: Page) => page.locator("main").innerText();

describe.skipIf(!browser)("in a browser", () => {
  test("a person contains a role by form, sees it proven, and lifts it with a reason, without JavaScript", async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto("/");
    expect(await words(page)).toContain("Nothing has leaked, as far as anybody has told.");

    const { stolen } = await leakSession(service, "app");
    await works(stolen);
    await page.getByRole("link", { name: "Contain…" }).click();
    await page.getByLabel("Name, id or ARN").fill("app");
    await page.getByLabel("Access key id").fill(stolen.keys.accessKeyId);
    await page.getByLabel("Reason").fill("Seen in a paste");
    await page.getByRole("button", { name: "Show what would be done" }).first().click();
    expect(await words(page)).toMatch(/Refuse every session of the role app.*What it does not stop/s);
    await works(stolen); // Nothing has been touched.

    await page.getByLabel("I have looked at the plan").check();
    await page.getByRole("button", { name: "Contain", exact: true }).click();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("The role app");
    expect(await words(page)).toContain("Asked for. Contained; the deny is in place.");
    await expect(works(stolen)).rejects.toThrow(/explicit deny/);
    expect((await service.incident()).alerts[0]?.wishedBy).toContain("user/admin");

    await service.advance(1800);
    await whileTimePasses(page.getByRole("button", { name: "Prove now" }).click());
    expect(await page.locator("#standing").innerText()).toContain("contained, proven");
    await page.reload();
    expect(await words(page)).not.toContain("CloudTrail was read."); // It is told once.

    await page.getByRole("link", { name: "Lift…" }).click();
    await page.getByLabel("Reason").fill("It was a drill of ours");
    await page.getByLabel("Whoever holds the leaked credential").check();
    await page.getByRole("button", { name: "Lift the containment" }).click();
    expect(await page.locator("#standing").innerText()).toContain("lifted");
    expect(await words(page)).toContain("It was a drill of ours");
    await works(stolen);
  });

  test("whoever is asked approves one and rejects another, by keyboard alone", async () => {
    for (const role of ["asked-one", "asked-two"]) {
      await service.deliver((await leakSession(service, role)).event({ id: role }));
    }
    const page = await open();
    await page.goto("/?show=person");
    for (const [role, key, done] of [
      ["asked-one", "Approve…", "contained, in place"],
      ["asked-two", "Reject…", "refused"],
    ] as const) {
      await tabTo(page, `The session i-0123456789abcdef0 of the role ${role}`);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: role }).waitFor();
      await tabTo(page, key);
      await page.keyboard.press("Enter");
      await page.getByLabel("Reason").waitFor();
      await tabTo(page, "Reason");
      await page.keyboard.type("It is theirs");
      await tabTo(page, "confirm");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText(done).first().waitFor();
      await page.goto("/?show=person");
    }
    expect(await words(page)).toContain("No incident fits this filter.");
  });

  test("what an intruder writes is shown as text: nothing runs, nothing is fetched, nothing moves", async () => {
    const markup = `<img src=x onerror=alert(1)><script>alert(2)</script>`;
    const { stolen } = await leakSession(service, "written");
    const statement = { Sid: "Theirs", Effect: "Deny", Action: "s3:*", Resource: `arn:aws:s3:::</pre>${markup}` };
    const PolicyDocument = policy(statement);
    const written = { RoleName: "written", PolicyName: "AWSRevokeOlderSessions", PolicyDocument };
    await service.admin.iam.send(new PutRolePolicyCommand(written));
    callItself(stolen, markup);
    await works(stolen);
    const { accessKeyId } = stolen.keys;
    const detail = {
      accessKeyId,
      principal: { type: "role", name: "written" },
      reason: `${markup}\u{202e}`,
      reporter: markup,
    };
    await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
    await service.advance(900);
    const page = await open();
    complaints.length = 0;
    const requests: string[] = [];
    page.on("request", (request) => void requests.push(request.url()));
    for (const path of [
      "/",
      `/?text=${encodeURIComponent(`"><script>alert(3)</script>`)}`,
      `/incidents/${encodeURIComponent(markup)}`,
    ]) {
      await page.goto(path);
    }
    await page.goto(`/incidents/${(await service.incident()).id}`);
    for (const summary of await page.locator("summary").all()) await summary.click();
    for (const section of ["#sessions", "#steps", "#alerts", "#record"]) {
      expect(await page.locator(section).innerText(), section).toContain("<img src=x onerror=alert(1)>");
    }
    expect(await page.content()).not.toContain("\u{202e}");
    expect(await page.locator("main img, main script, svg script").count()).toBe(0);
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith("data:"))).toEqual([]);
  });

  test("an open page follows by itself, and leaves alone what somebody has opened and focused", async () => {
    await service.deliver((await leakSession(service, "followed")).event({ id: "followed" }));
    const { id } = await service.incident();
    const page = await open();
    await page.clock.install();
    await page.goto(`/incidents/${id}`);
    expect(await page.locator("#standing").innerText()).toContain("in place");
    const summary = page.locator("#steps summary").first();
    await summary.click();
    await service.advance(120);
    await page.clock.runFor(6000);
    await page.getByText("contained, effective").waitFor();
    expect(await page.locator("#steps details").first().getAttribute("open")).toBe("");
    expect(await summary.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    expect(await page.locator("#live").innerText()).toBe("Live");
  });

  test("every page reads in order, names its fields, and fits a phone in the dark and a sheet of paper", async () => {
    const { id } = await service.incident();
    const page = await open({ viewport: { width: 360, height: 700 }, colorScheme: "dark" });
    for (const path of ["/", `/incidents/${id}`, `/incidents/${id}/lift`, "/contain", "/nowhere"]) {
      await page.goto(path);
      expect(await page.evaluate(READING), path).toEqual({
        lang: "en",
        h1: 1,
        skipped: [],
        unnamed: [],
        twice: [],
        wide: 0,
      });
    }
    await page.emulateMedia({ media: "print" });
    await page.goto(`/incidents/${id}`);
    expect(await page.getByRole("navigation").count()).toBe(0);
  });
});

/** Reading the trail keeps a pace by the virtual clock. */
async function whileTimePasses(work: Promise<void>): Promise<void> {
  const isOver = work.then(() => true);
  const moment = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 50));
  while (!(await Promise.race([isOver, moment()]))) await service.advance(1);
}

/** Whoever calls AWS chooses the user agent. */
function callItself({ iam }: Clients, agent: string): void {
  iam.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { readonly headers: Record<string, string> };
      for (const name of Object.keys(headers)) if (name.endsWith("user-agent")) headers[name] = agent;
      return next(args);
    },
    { step: "build", priority: "low", name: "callItself" },
  );
}

/** Presses Tab until what is focused has this name; the page has fewer places than this. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let place = 0; place < 120; place += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(FOCUSED);
    if (focused.some((one) => one.includes(name))) return;
  }
  throw new Error(`Nothing that is called ${name} can be reached by Tab.`);
}

const FOCUSED = `(() => {
  const { activeElement: one } = document;
  if (!one.matches("a, button, input, select, textarea")) return []; // What only scrolls.
  return [one.innerText ?? "", one.name ?? "", ...[...(one.labels ?? [])].map((label) => label.innerText)];
})()` as unknown as () => string[];

/** Runs in the page: what a screen reader and a narrow window would stumble over. */
const READING = `(() => {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5")].map(({ tagName }) => Number(tagName[1]));
  const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return {
    lang: document.documentElement.lang,
    h1: levels.filter((level) => level === 1).length,
    skipped: levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1),
    unnamed: fields.filter(({ labels }) => labels.length === 0).map(({ name }) => name),
    twice: ids.filter((id, index) => ids.indexOf(id) !== index),
    wide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  };
})()`;
