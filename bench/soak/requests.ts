// Requests that the page and the local AWS refuse, and pages that it shows: none of them leaves anything behind.

export type SoakRequest = { readonly to: "aws" | "page"; readonly path: string; readonly init?: RequestInit };

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const sts = "Action=AssumeRoleWithSAML&Version=2011-06-15&";

const post = (to: SoakRequest["to"], path: string, body: string, headers: Record<string, string> = FORM) => ({
  to,
  path,
  init: { method: "POST", body, headers },
});

export const SOAK_REQUESTS: readonly SoakRequest[] = [
  { to: "page", path: "/" },
  { to: "page", path: "/api/incidents" },
  { to: "page", path: "/nowhere" },
  post("page", "/contain", "token=none"),
  post("page", "/contain", "a".repeat(1_100_000)),
  { to: "page", path: "/contain" },
  { to: "aws", path: "/nothing-signed" },
  { to: "aws", path: "/", init: { headers: { authorization: "AWS4-HMAC-SHA256 nonsense" } } },
  post("aws", "/", `${sts}${"a.".repeat(500)}b=1`),
  post("aws", "/", `${sts}a=${"b".repeat(1_100_000)}`),
  post("aws", "/", "[".repeat(10_000), { "x-amz-target": "AWSEvents.PutEvents" }),
  post("aws", "/_mock/clock", '{"advance":'),
];
