// For stacks without assets: they need no bootstrap in their account and Region.
import { BootstraplessSynthesizer, type IStackSynthesizer } from "aws-cdk-lib";

export function withoutBootstrap(): IStackSynthesizer {
  // The class leaves out `bootstrapQualifier`, which its interface types as never undefined.
  return new BootstraplessSynthesizer() as IStackSynthesizer;
}
