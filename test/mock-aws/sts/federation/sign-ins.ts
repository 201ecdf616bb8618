// How a file of federation's tests begins: one local AWS, and before each test the account knows its identity providers.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startLocalAws, type TestAws } from "../../../support/local-aws.ts";
import { type Employees, employees } from "./employees.ts";
import { startWorkflows, type Workflows } from "./workflows.ts";

export type SignIns = { readonly aws: TestAws; readonly staff: Employees; readonly workflows: Workflows };

/** Hands the cast to the file before its first test. */
export function signIns(take: (cast: SignIns) => void): void {
  let cast: SignIns;
  beforeAll(async () => {
    const aws = await startLocalAws();
    cast = { aws, staff: employees(aws), workflows: await startWorkflows(aws) };
    take(cast);
  });
  beforeEach(async () => {
    await cast.aws.aws.reset();
    await Promise.all([cast.staff.connect(), cast.workflows.connect()]);
  });
  afterAll(async () => {
    await cast.workflows.issuer.close();
    await cast.aws.close();
  });
}
