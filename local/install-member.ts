// What another account needs in the local AWS, as the stacks for it say: the role that lets the responder in, rules that forward.
import { readConfig } from "../lambda/config.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../mock-aws/world.ts";
import type { Clients } from "./clients.ts";
import { deployTemplate } from "./deploy/deploy-template.ts";
import { synthesize } from "./deploy/synthesize.ts";
import type { Template } from "./deploy/template.ts";

export type MemberInstallation = {
  /** As `responder.config.json` would hold it. */
  readonly config: unknown;
  readonly account: string;
  /** The responder's account, where it is not the local AWS's first one. */
  readonly home?: string;
  /** Clients of an administrator there, in a Region. */
  admin(region: string): Clients;
  /** The Regions that are heard; none: only the role is made. */
  readonly regions?: readonly string[];
  /** What is deployed in place of the synthesized stack: for whoever wants to see what a change of it does. */
  change?(template: Template): Template;
};

/** A member account; or the one that administers the organization, where the configuration says that it is that one. */
export async function installMember(installation: MemberInstallation): Promise<void> {
  const { account, admin, home = HOME_ACCOUNT, regions = [] } = installation;
  const { change = (template: Template) => template } = installation;
  const config = readConfig(installation.config);
  const stacks = synthesize(config, { account: home, region: HOME_REGION });
  const isAdministration = config.administration?.account === account;
  for (const region of new Set([HOME_REGION, ...regions])) {
    const stackName = isAdministration ? `CredentialLeakAdministration-${region}` : "CredentialLeakMember";
    const template = stacks[stackName];
    if (!template) throw new Error(`There is no stack ${stackName} for the account ${account}.`);
    const without = regions.includes(region) ? {} : { without: new Set(["AWS::Events::Rule"]) };
    await deployTemplate(change(template), { stackName, account, region, admin: admin(region), ...without });
  }
}
