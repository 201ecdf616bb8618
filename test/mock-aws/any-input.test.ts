// Whatever a signed request asks for is answered as AWS would or refused by name: nothing makes the local AWS fail.
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { createLocalAws, type LocalAws } from "../../mock-aws/local-aws.ts";
import type { Operation, Service } from "../../mock-aws/operation.ts";
import { SERVICES } from "../../mock-aws/services.ts";
import { arbitraryInput } from "../support/arbitrary-input.ts";

let aws: LocalAws;
beforeAll(() => {
  aws = createLocalAws({ start: Date.now(), seed: 7 });
});
afterAll(() => aws.stop());

const HOST = { host: "127.0.0.1:4566" };
const FORM = { ...HOST, "content-type": "application/x-www-form-urlencoded" };
const JSON_BODY = { ...HOST, "content-type": "application/json" };

/** As the query protocols write it: `Tags.member.1.Key=team`. */
function toForm(value: unknown, name: string, item: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one, index) => toForm(one, `${name}${item}.${index + 1}`, item));
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => toForm(one, name === "" ? key : `${name}.${key}`, item));
}

function requestFor({ name, api = "" }: Service, operation: Operation, input: unknown) {
  const { http } = operation;
  if (http) {
    const labels = Object(input) as Record<string, unknown>;
    const path = http.path.replace(/\{(\w+)\+?\}/g, (_, label: string) =>
      encodeURIComponent(JSON.stringify(labels[label] ?? "").replaceAll('"', "")),
    );
    return { method: http.method, path, headers: JSON_BODY, body: JSON.stringify(input) };
  }
  const request = { method: "POST", path: "/" };
  if (!/^\d{4}-/.test(api)) {
    const headers = { ...HOST, "x-amz-target": `${api}.${operation.name}` };
    return { ...request, headers, body: JSON.stringify(input) };
  }
  const pairs = [["Action", operation.name], ["Version", api], ...toForm(input, "", name === "ec2" ? "" : ".member")];
  return { ...request, headers: FORM, body: new URLSearchParams(pairs as [string, string][]).toString() };
}

async function send(service: Service, operation: Operation, input: unknown) {
  const { method, path, headers, body } = requestFor(service, operation, input);
  const credentials = ADMIN_KEY;
  const signer = new SignatureV4({
    credentials,
    region: "us-east-1",
    service: service.name,
    sha256: Hash.bind(null, "sha256"),
  });
  const unsigned = { method, protocol: "http:", hostname: "", path, query: {}, headers, body };
  const signed = await signer.sign(unsigned);
  return aws.handle({
    method,
    path,
    query: "",
    headers: signed.headers,
    body: Buffer.from(body),
    remoteAddress: "127.0.0.1",
  });
}

/** More of them with FUZZ_RUNS. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 6);

/** S3's requests have no schema: their parts are the path, the query and the headers. */
const services = [...SERVICES.values()].filter(({ name }) => name !== "s3");

test.each(services.map((service) => [service.name, service] as const))("%s fails for no input", async (_, service) => {
  for (const operation of service.operations) {
    const inputs = fc.sample(arbitraryInput(operation.input), { numRuns: RUNS, seed: 42 });
    for (const input of inputs) {
      const answer = await send(service, operation, input);
      const said = "body" in answer ? `${answer.status} ${answer.body}` : "nothing";
      expect(said, `${operation.name} of ${JSON.stringify(input)}`).toMatch(/^(?:[234]|501)/);
      expect(said).not.toContain("SignatureDoesNotMatch");
    }
  }
});
