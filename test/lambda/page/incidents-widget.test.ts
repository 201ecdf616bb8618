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

const NOTHING: Readable = { due: async () => [], read: async () => undefined };

let service: TestService;
beforeEach(async () => {
  service = await startService({ config: { settleSeconds: 900 } });
});
afterEach(() => service.close());

const shown = (ledger: Readable = service.deps.ledger) => incidentsWidget(ledger, {}, service.now());

/** Of each row the cells' text. */
function rowsOf(widget: string): readonly (readonly string[])[] {
  const rows = [...widget.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) => row);
  return rows
    .map((row) => [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = ""]) => cell))
    .filter(({ length }) => length > 0);
}

test("says where each open incident stands, whose credential it is and for how long, and which it is", async () => {
  await service.deliver((await leakSession(service)).event());
  await service.advance(180);
  const { id } = await service.incident();
  expect(rowsOf(await shown())).toEqual([["contained, effective", "role app", "111122223333", "3 min", "", id]]);
});

test("shows first what needs a person: leaking, a question, a failure, and then what goes well", async () => {
  await service.close();
  service = await startService({
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
  expect(rowsOf(await shown()).map(([state = "", who]) => [state.split(",")[0], who])).toEqual([
    ["<b>leaking", "role leaking"],
    ["<b>awaiting-approval</b>", "role asked"],
    ["<b>failed</b>", "role full"],
    ["contained", "role fine"],
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
    due: ledger.due,
    read: (one) => (one === id ? Promise.reject(new Error("no")) : ledger.read(one)),
  };
  expect(rowsOf(await shown(broken))[0]).toEqual([
    "<b>unknown</b>",
    "role two",
    "111122223333",
    "0 min",
    "It could not be read.",
    id,
  ]);
});

test("describes itself without touching the ledger", async () => {
  const untouchable: Readable = { due: () => Promise.reject(new Error("touched")), read: async () => undefined };
  expect(await incidentsWidget(untouchable, { describe: true }, 0)).toMatch(/^## Open incidents/);
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
  const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
  await fc.assert(
    fc.asyncProperty(text, text, fc.boolean(), async (one, other, isKnown) => {
      const principal = { kind: "role", name: one, session: other } as const;
      const openingAlert = { ...claim.openingAlert, principal, account: other };
      const said = { ...incident, account: other, because: [one, other], principal };
      const ledger: Readable = {
        due: async () => [{ ...claim, incidentId: one, openingAlert }],
        read: async () => (isKnown ? said : undefined),
      };
      const widget = await shown(ledger);
      const markup = new Set(widget.match(/<[^>]*>/g));
      expect([...markup].filter((tag) => !/^<\/?(table|tr|th|td|b)>$/.test(tag))).toEqual([]);
      expect(rowsOf(widget)[0]).toHaveLength(6);
    }),
  );
  const named = { ...NOTHING, due: () => Promise.reject(Object.assign(new Error(), { name: "<script>" })) };
  expect(await shown(named)).not.toContain("<script>");
});
