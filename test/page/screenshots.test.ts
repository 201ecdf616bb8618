// The pictures of the README: SCREENSHOTS=1 vitest run test/page/screenshots.test.ts makes them anew. Look at them before you commit them.

import { CreateAccessKeyCommand, CreateUserCommand, DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { Browser } from "playwright-core";
import { expect, test } from "vitest";
import { deployedResponder } from "../../client/deployed-responder.ts";
import { servePage } from "../../client/serve-page.ts";
import { keysOf } from "../../local/clients.ts";
import { openBrowser } from "../support/browser.ts";
import { guardDutyEvent } from "../support/findings.ts";
import { leakSession, works } from "../support/leak.ts";
import { startService, type TestService } from "../support/service.ts";

test.skipIf(process.env["SCREENSHOTS"] === undefined)("the overview and an incident are drawn", async () => {
  const service = await startService({ config: { settleSeconds: 1800 }, whole: true });
  await story(service);
  const responder = deployedResponder(service.admin.lambda, service.endpoint);
  const server = await servePage({ responder: () => responder, now: service.now, port: 0, isOpen: true });
  const browser = (await openBrowser()) as Browser; // Whoever asks for pictures has one.
  const { incidents } = await responder.ask("incidents", { brief: true, limit: 10 });
  const hopped = incidents.find(({ principal }) => "name" in principal && principal.name === "ci-deploy");
  for (const [name, path, height] of [
    ["overview", "/", 760],
    ["incident", `/incidents/${hopped?.id}`, 1500],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ viewport: { width: 1200, height }, colorScheme });
      await page.goto(`${server.url}${path}`);
      const file = `docs/images/${name}${colorScheme === "dark" ? "-dark" : ""}.png`;
      const picture = await page.screenshot({ path: file });
      expect(picture.length, file).toBeLessThan(200_000);
      await page.close();
    }
  }
  await browser.close();
  await server.close();
  await service.close();
});

/** A leak with a hop and a tamper, one that a person is asked about, one that has ended. */
async function story(service: TestService): Promise<void> {
  const old = await leakSession(service, "reports");
  await service.deliver(old.event({ id: "old" }));
  await service.advance(60);
  await service.invoke({ action: "lift", id: (await service.incident()).id, reason: "rotated by its owner" });
  await service.advance(3600);

  await service.createRole("ci-deploy", ["sts:*", "iam:*", "secretsmanager:*"]);
  await service.createRole("prod-admin", ["iam:*", "sts:*"]);
  const stolen = await service.assume("ci-deploy", "build-4711");
  await service.advance(120);
  const RoleArn = "arn:aws:iam::111122223333:role/prod-admin";
  const hop = await stolen.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "maintenance" }));
  const hopped = service.as(keysOf(hop.Credentials));
  await works(hopped);
  await service.advance(200);
  const { accessKeyId } = stolen.keys;
  await service.deliver(
    guardDutyEvent({
      id: "deploy",
      accessKeyId,
      userName: "ci-deploy",
      principalId: "AROAX:build-4711",
      lastSeen: new Date(service.now()).toISOString(),
    }),
  );
  await service.advance(400);
  await works(stolen).catch(() => undefined);
  await works(hopped).catch(() => undefined);
  const undo = new DeleteRolePolicyCommand({ RoleName: "ci-deploy", PolicyName: "AWSRevokeOlderSessions" });
  await service.createRole("terraform", ["iam:*"]);
  const tool = await service.assume("terraform", "nightly-apply");
  await tool.iam.send(undo);
  await service.advance(2400);

  await service.admin.iam.send(new CreateUserCommand({ UserName: "billing-export" }));
  const { AccessKey } = await service.admin.iam.send(new CreateAccessKeyCommand({ UserName: "billing-export" }));
  const detail = {
    accessKeyId: AccessKey?.AccessKeyId,
    reason: "Found in a public repository",
    reporter: "secret scanning",
  };
  await service.deliver({ source: "credential-leak", "detail-type": "Credential Leak", detail });
  await service.advance(300);
}
