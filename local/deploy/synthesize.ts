// The templates of our stacks for a configuration, without their bundles: the code that runs here is this process's own.
import { App } from "aws-cdk-lib";
import type { Config } from "../../lambda/config.ts";
import { inPassing } from "../../lib/in-passing.ts";
import { addStacks, type Deployer } from "../../lib/responder-app.ts";
import type { Template } from "./template.ts";

/** By the stacks' names. */
export function synthesize(config: Config, deployer: Required<Deployer>): Readonly<Record<string, Template>> {
  const key = JSON.stringify([config, deployer]);
  const found = known.get(key) ?? build(config, deployer);
  known.set(key, found);
  return found;
}

/** The same input gives the same templates: those who install many responders do it once. */
const known = new Map<string, Readonly<Record<string, Template>>>();

function build(config: Config, deployer: Deployer): Readonly<Record<string, Template>> {
  return inPassing((outdir) => {
    const app = new App({
      outdir,
      context: { "aws:cdk:bundling-stacks": [] },
      analyticsReporting: false,
      treeMetadata: false,
      builtinCloudFormationValidation: false, // `npm run synth` validates; here it would take seconds each time.
    });
    addStacks(app, config, deployer);
    return Object.fromEntries(app.synth().stacks.map(({ stackName, template }) => [stackName, template]));
  });
}
