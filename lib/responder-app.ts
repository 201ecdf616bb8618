// Everything that is deployed, from the configuration: the responder, a stack for each further Region, and for other accounts.
import { Annotations, App, type Stack, Stage } from "aws-cdk-lib";
import type { Config } from "../lambda/config.ts";
import { heardBeside } from "../lambda/heard-regions.ts";
import { administrationStatements, memberStatements } from "../lambda/role-policy.ts";
import { AccountStack, type HomePlace } from "./account-stack.ts";
import { inPassing } from "./in-passing.ts";
import { MemberStackSet } from "./member-stack-set.ts";
import { RegionStack } from "./region-stack.ts";
import { ResponderStack } from "./responder-stack.ts";
import { withoutBootstrap } from "./without-bootstrap.ts";

/** Where the deployer's credentials and environment point, as far as that is known. */
export type Deployer = { readonly account?: string | undefined; readonly region?: string | undefined };

const NAME = "CredentialLeakResponder";

export function addStacks(app: App, config: Config, deployer: Deployer = {}): void {
  const { deployment } = config;
  const account = deployment.account ?? deployer.account;
  const region = deployment.region ?? deployer.region;
  const responder = new ResponderStack(app, NAME, {
    description: "Cuts off leaked AWS credentials: denies their sessions, proves it from CloudTrail, lifts the deny.",
    config,
    env: { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) },
  });
  if (region === undefined) {
    Annotations.of(responder).addWarningV2(
      `${NAME}:region`,
      "The Region is not known, so that no other Region is heard. Set AWS_REGION, or `deployment.region` in responder.config.json.",
    );
    return;
  }
  addRegions(app, responder, { config, account, home: region });
  if (account !== undefined) addAccounts(app, config, { account, region });
  else if (config.members.accounts.length > 0 || config.administration) {
    throw new Error(
      "The responder's account is not known, which the roles in other accounts trust: set `deployment.account` in responder.config.json, or deploy with credentials.",
    );
  }
}

type Regions = { readonly config: Config; readonly account: string | undefined; readonly home: string };

function addRegions(app: App, responder: Stack, { config, account, home }: Regions): void {
  const { administration } = config;
  const administers = administration?.account === account ? administration : undefined;
  for (const region of heardBeside(config, { account, region: home })) {
    const stack = new RegionStack(app, `${NAME}-${region}`, {
      description: `Sends what comes up in ${region} to the credential leak responder in ${home}.`,
      config,
      home,
      region,
      administers,
      env: { ...(account === undefined ? {} : { account }), region },
      synthesizer: withoutBootstrap(), // It has no assets: no Region needs a bootstrap for it.
    });
    stack.addStackDependency(responder, "Its role is made there.");
  }
}

function addAccounts(app: App, config: Config, home: HomePlace): void {
  const { administration, members, deployment } = config;
  const regions = [home.region, ...heardBeside(config, home)];
  if (members.accounts.length > 0) memberStack(app, "CredentialLeakMember", config, home);
  if (!administration || administration.account === home.account) {
    if (deployment.units.length > 0) throw new Error(NOBODY_OWNS_THE_SET);
    return;
  }
  const isServed = members.accounts.includes(administration.account);
  const places = new Set([...regions, administration.identityCenterRegion ?? home.region]);
  for (const region of places) {
    const stack = new AccountStack(app, `CredentialLeakAdministration-${region}`, {
      description: "Lets the credential leak responder write service control policies and permission sets.",
      config,
      home,
      role: administration.role,
      externalId: administration.externalId,
      statements: (partition) => [
        ...(isServed ? memberStatements(config, partition) : []),
        ...administrationStatements(config),
      ],
      administers: { identityCenterRegion: administration.identityCenterRegion },
      env: { account: administration.account, region },
    });
    if (region === home.region && deployment.units.length > 0) {
      const template = memberTemplate(config, home);
      new MemberStackSet(stack, "Members", { template, units: deployment.units, regions });
    }
  }
}

const NOBODY_OWNS_THE_SET =
  "`deployment.units` is set, but no `administration` in another account, which would own the StackSet: leave `units` out and deploy the template CredentialLeakMember with a StackSet of your own.";

function memberStack(scope: App | Stage, id: string, config: Config, home: HomePlace): AccountStack {
  const { role, externalId } = config.members;
  return new AccountStack(scope, id, {
    description: "Lets the credential leak responder deny sessions in this account, and has it hear the account.",
    config,
    home,
    role,
    externalId,
    statements: (partition) => memberStatements(config, partition),
  });
}

function memberTemplate(config: Config, home: HomePlace): object {
  return inPassing((outdir) => {
    const stage = new Stage(new App({ outdir, analyticsReporting: false }), "Members");
    const { artifactId } = memberStack(stage, "Member", config, home);
    return stage.synth().getStackArtifact(artifactId).template;
  });
}
