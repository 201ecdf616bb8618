// How a client of the template's administrator is made, for services that hardly any template has: their code is loaded with them.
import type { Making } from "./resource.ts";

export async function wayOf({ admin, region }: Pick<Making, "admin" | "region">) {
  const { requestHandler, endpoint } = admin.iam.config;
  return { region, credentials: admin.keys, requestHandler, ...(endpoint ? { endpoint: await endpoint() } : {}) };
}
