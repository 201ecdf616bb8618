// The responder crashes at its n-th call of a service: AWS does what it was asked for, and nobody hears of it.
import type { Fault } from "../../mock-aws/faults.ts";
import type { TestAws } from "./local-aws.ts";

export type Counter = { readonly calls: () => number };

/** From the `nth` call of the service on, `times` calls are done and not answered: once is a lost answer, often is a crash. */
export function crashAt(aws: TestAws, service: string, nth: number, times: number): Counter {
  let calls = 0;
  let isSecondLook = false; // A probability that is not 1 is looked at twice for each call.
  const fault: Fault = {
    service,
    ...(service === "*" ? { role: "credential-leak-responder" } : {}), // And not the people's around it.
    fault: "crash-after",
    times,
    get probability() {
      if (isSecondLook) {
        isSecondLook = false;
        return 0;
      }
      calls++;
      if (calls >= nth) return 1;
      isSecondLook = true;
      return 0;
    },
  };
  aws.aws.world().faults.push(fault);
  return { calls: () => calls };
}
