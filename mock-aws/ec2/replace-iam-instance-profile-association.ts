// ec2:ReplaceIamInstanceProfileAssociation — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html
import { z } from "zod";
import { renewCredentials } from "../imds/power.ts";
import { onInstances } from "./access.ts";
import { associationOf, associations, findAssociation } from "./association.ts";
import { ec2Operation } from "./define.ts";
import { instanceArn } from "./instances.ts";
import { passRole, profileOf, profileWish, refuseWithoutRole } from "./profile.ts";
import { showAssociation } from "./show.ts";

/** The same profile may be given again: the instance then gets new credentials of the same role. */
export const replaceIamInstanceProfileAssociation = ec2Operation({
  name: "ReplaceIamInstanceProfileAssociation",
  readOnly: false,
  input: { AssociationId: z.string(), IamInstanceProfile: profileWish },
  authorize({ AssociationId, IamInstanceProfile }, call) {
    const known = associations(call).find(({ association }) => association.id === AssociationId);
    const instanceId = known?.instance.instanceId ?? "*";
    const arn = instanceArn({ account: call.caller.account, region: call.region, instanceId });
    const wished = { "ec2:NewInstanceProfile": profileOf(IamInstanceProfile, call).arn };
    const own = onInstances("ReplaceIamInstanceProfileAssociation", [instanceId], call, wished);
    return [...own, ...passRole(IamInstanceProfile, arn, call)];
  },
  run({ AssociationId, IamInstanceProfile }, call) {
    const { instance } = findAssociation(AssociationId, call);
    const profile = profileOf(IamInstanceProfile, call);
    refuseWithoutRole(profile);
    instance.association = associationOf(profile, call);
    renewCredentials(call.world, instance);
    return { iamInstanceProfileAssociation: showAssociation(instance, instance.association, "associating") };
  },
});
