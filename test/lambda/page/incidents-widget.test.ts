import { DeleteRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectLedger } from "../../../lambda/aws.ts";
import { dynamodbLedger } from "../../../lambda/ledger/dynamodb-ledger.ts";
import { incidentsWidget, type Readable } from "../../../lambda/page/incidents-widget.ts";
import { executionCredentials } from "../../../mock-aws/lambda/execution-role.ts";
import { leakSession, works } from "../../support/leak.ts";
import { policy, startService, type TestService } from "../../support/service.ts";

const NOTHING: Readable = { due: async () => [], read: async () => undefined, listOpen: async () => [] };

const SELF = "arn:aws:lambda:us-east-1:111122223333:function:credential-leak-responder-widget";

let service: TestService;
beforeEach(async () => {
  service = await startService({ dynamodb: true, config: { settleSeconds: 900 } });
});
afterEach(() => service.close());

const shown = (ledger: Readable = service.deps.ledger, event: object = {}) =>
  incidentsWidget(ledger, event, { now: service.now(), self: SELF });

/** Of each row the cells' text. */
function rowsOf(widget: string): readonly (readonly string[])[] {
  const rows = [...widget.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => row);
  return rows
    .map((row) =>
      [...row.matchAll(/<t[hd](?: scope="row"| data-label="[^"]*")>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
        wordsOf(cell),
      ),
    )
    .filter(({ length }) => length > 0);
}

function wordsOf(markup: string): string {
  return markup
    .replace(/<cwdb-action.*?<\/cwdb-action>/gs, "")
    .replace(/<[^>]*>/g, "")
    .trim();
}

test("says where each open incident stands, whose credential it is and for how long, and which it is", async () => {
  await service.deliver((await leakSession(service)).event());
  await service.advance(180);
  const { id } = await service.incident();
  const widget = await shown();
  expect(rowsOf(widget)).toEqual([
    [
      "The session i-0123456789abcdef0 of the role app",
      "● contained, effective",
      expect.stringContaining("the deny works as far as AWS can tell"),
      "111122223333",
      "2026-03-01 09:01:00 (3 minutes ago)",
      "less than a second",
    ],
  ]);
  expect(widget).toContain(`endpoint="${SELF}">{&quot;incident&quot;:&quot;${id}&quot;}</cwdb-action>`);
});

test("shows first what needs a person: leaking, a question, a failure, and then what goes well", async () => {
  await service.close();
  service = await startService({
    dynamodb: true,
    config: { fallback: "none", modes: [{ mode: "ask", principals: ["arn:aws:iam::*:role/asked"] }] },
  });
  for (const role of ["leaking", "asked", "full", "fine"]) {
    const leak = await leakSession(service, role);
    const PolicyDocument = policy({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::b/${"x".repeat(9_860)}` });
    const full = new PutRolePolicyCommand({ RoleName: role, PolicyName: "full", PolicyDocument });
    if (role === "full") await service.admin.iam.send(full);
    await service.deliver(leak.event({ id: role }));
    await service.advance(40);
    if (role !== "leaking") continue;
    await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: "AWSRevokeOlderSessions" }));
    await works(leak.stolen);
  }
  await service.advance(10 * 60);
  expect(rowsOf(await shown()).map(([who = "", state = ""]) => [state.split("  ")[0], who.split(" ").at(-1)])).toEqual([
    ["▲ leaking ? awaits approval", "leaking"],
    ["? awaits approval", "asked"],
    ["✕ failed", "full"],
    ["● contained, effective", "fine"],
  ]);
});

test("says so where nothing is open, and not after an incident has ended", async () => {
  expect(await shown()).toContain("No incident is open");
  await service.deliver((await leakSession(service)).event());
  expect(await shown()).not.toContain("No incident is open");
  await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "a test" });
  expect(await shown()).toContain("No incident is open");
});

test("says so where the ledger cannot be read, and not that nothing is open", async () => {
  const broken = { ...NOTHING, due: () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDenied" })) };
  const widget = await shown(broken);
  expect(widget).toMatch(/cannot be read.*AccessDenied.*ledger-unavailable/);
  expect(widget).not.toContain("No incident is open");
});

test("shows an incident that it cannot read, before all others", async () => {
  await service.deliver((await leakSession(service, "one")).event());
  await service.deliver((await leakSession(service, "two")).event({ id: "another" }));
  const { id } = await service.incident();
  const { ledger } = service.deps;
  const broken: Readable = {
    ...NOTHING,
    due: ledger.due,
    read: (one) => (one === id ? Promise.reject(new Error("no")) : ledger.read(one)),
  };
  const widget = await shown(broken);
  const [first, second] = rowsOf(widget);
  expect(first?.[0]).toContain("role two");
  expect(second?.[0]).toContain("role one");
  expect(widget).toContain(id);
});

test("a click shows one incident whole, and says so where there is none", async () => {
  await service.deliver((await leakSession(service)).event());
  const { id } = await service.incident();
  const widget = await shown(service.deps.ledger, { incident: id, widgetContext: { theme: "dark" } });
  expect(widget).toMatch(/The record.*Opened by an alert of Amazon GuardDuty/s);
  expect(widget).toContain("<svg");
  expect(widget).not.toMatch(/<(script|form|iframe|use|a href)/);
  expect(await shown(service.deps.ledger, { incident: "none" })).toContain("There is no incident");
});

test("describes itself without touching the ledger", async () => {
  const untouchable: Readable = {
    due: () => Promise.reject(new Error("touched")),
    read: async () => undefined,
    listOpen: async () => [],
  };
  expect(await incidentsWidget(untouchable, { describe: true }, { now: 0, self: SELF })).toMatch(/^## Open incidents/);
});

describe("as its stack deploys it", () => {
  test("it reads what is open, and can neither write the ledger nor touch a role", async () => {
    await service.deliver((await leakSession(service)).event());
    await service.advance(10);
    const invoke = new InvokeCommand({ FunctionName: "credential-leak-responder-widget", Payload: Buffer.from("{}") });
    const { Payload, FunctionError } = await service.admin.lambda.send(invoke);
    expect(FunctionError).toBeUndefined();
    expect(rowsOf(JSON.parse(Buffer.from(Payload ?? []).toString()))).toHaveLength(1);

    const place = { account: "111122223333", region: "us-east-1" };
    const name = "credential-leak-responder-widget";
    const keys = executionCredentials(service.aws.world(), { ...place, name, roleName: name });
    const credentials = async () => keys;
    const connection = { endpoint: service.endpoint, region: "us-east-1", credentials };
    const ledger = dynamodbLedger(connectLedger(connection), await service.ledgerTable());
    const claim = await service.deps.ledger.claimOf(await service.incident());
    if (!claim) throw new Error("The claim is gone.");
    const reject = () => [{ type: "rejected", by: "nobody", reason: "no" }] as const;
    const at = new Date(service.now()).toISOString();
    await expect(ledger.append(claim, at, reject)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(ledger.schedule(claim, at)).rejects.toMatchObject({ name: "AccessDeniedException" });
    const deny = new PutRolePolicyCommand({ RoleName: "app", PolicyName: "x", PolicyDocument: "{}" });
    await expect(service.as(keys).iam.send(deny)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

test("nothing that an attacker writes becomes markup", async () => {
  await service.deliver((await leakSession(service)).event());
  const [claim] = await service.deps.ledger.due("9999");
  const incident = await service.incident();
  if (!claim) throw new Error("Nothing is due.");
  const piece = fc.constantFrom("<script>", "</td>", '"', "'", "&lt;", "<!--", "<img src=x onerror=1>", "a", "\u0000");
  const plain: Readable = {
    ...NOTHING,
    due: async () => [claim],
    read: async () => ({ ...incident, principal: { kind: "role", name: "a", session: "a" } }),
  };
  const harmless = [tagsOf(await shown(plain)), tagsOf(await shown(plain, { incident: "one" }))];
  const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
  await fc.assert(
    fc.asyncProperty(text, text, fc.boolean(), async (one, other, isKnown) => {
      const principal = { kind: "role", name: one, session: other } as const;
      const openingAlert = { ...claim.openingAlert, principal, account: other };
      const said = { ...incident, account: other, because: [one, other], principal };
      const ledger: Readable = {
        ...NOTHING,
        due: async () => [{ ...claim, incidentId: one, openingAlert }],
        read: async () => (isKnown ? said : undefined),
      };
      for (const event of [{}, { incident: "one" }]) {
        expect(tagsOf(await shown(ledger, event))).toEqual(
          isKnown ? harmless[Object.keys(event).length] : expect.anything(),
        );
        if (!isKnown) expect(await shown(ledger, event)).not.toMatch(/<(script|img|!--)/);
      }
    }),
  );
  const named = { ...NOTHING, due: () => Promise.reject(Object.assign(new Error(), { name: "<script>" })) };
  expect(await shown(named)).not.toContain("<script>");
});

/** The markup without the words: an attribute that was broken out of would show. */
function tagsOf(widget: string): readonly string[] {
  return (widget.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}
