// ec2:AssociateIamInstanceProfile — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { renewCredentials } from "../imds/power.ts";
import { onInstances } from "./access.ts";
import { associationOf } from "./association.ts";
import { incorrectState } from "./change-state.ts";
import { ec2Operation } from "./define.ts";
import { findInstance } from "./find.ts";
import { instanceArn } from "./instances.ts";
import { passRole, profileOf, profileWish, refuseWithoutRole } from "./profile.ts";
import { showAssociation } from "./show.ts";

export const associateIamInstanceProfile = ec2Operation({
  name: "AssociateIamInstanceProfile",
  readOnly: false,
  input: { InstanceId: z.string(), IamInstanceProfile: profileWish },
  authorize({ InstanceId: instanceId, IamInstanceProfile }, call) {
    const arn = instanceArn({ account: call.caller.account, region: call.region, instanceId });
    const wished = { "ec2:NewInstanceProfile": profileOf(IamInstanceProfile, call).arn };
    const own = onInstances("AssociateIamInstanceProfile", [instanceId], call, wished);
    return [...own, ...passRole(IamInstanceProfile, arn, call)];
  },
  run({ InstanceId, IamInstanceProfile }, call) {
    const instance = findInstance(InstanceId, call);
    if (instance.state === "terminated") throw incorrectState(instance, "associated with an instance profile");
    if (instance.association) {
      throw new AwsError("IncorrectState", `There is an existing association for instance ${InstanceId}`, 400);
    }
    const profile = profileOf(IamInstanceProfile, call);
    refuseWithoutRole(profile);
    instance.association = associationOf(profile, call);
    renewCredentials(call.world, instance);
    return { iamInstanceProfileAssociation: showAssociation(instance, instance.association, "associating") };
  },
});
