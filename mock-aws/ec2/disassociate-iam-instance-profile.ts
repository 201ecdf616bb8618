// ec2:DisassociateIamInstanceProfile — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateIamInstanceProfile.html
import { z } from "zod";
import { renewCredentials } from "../imds/power.ts";
import { onInstances } from "./access.ts";
import { associations, findAssociation } from "./association.ts";
import { ec2Operation } from "./define.ts";
import { showAssociation } from "./show.ts";

/** The instance gets no more credentials; those that it gave out stay good until they expire. */
export const disassociateIamInstanceProfile = ec2Operation({
  name: "DisassociateIamInstanceProfile",
  readOnly: false,
  input: { AssociationId: z.string() },
  authorize({ AssociationId }, call) {
    const known = associations(call).find(({ association }) => association.id === AssociationId);
    return onInstances("DisassociateIamInstanceProfile", [known?.instance.instanceId ?? "*"], call);
  },
  run({ AssociationId }, call) {
    const { instance, association } = findAssociation(AssociationId, call);
    instance.association = undefined;
    renewCredentials(call.world, instance);
    return { iamInstanceProfileAssociation: showAssociation(instance, association, "disassociating") };
  },
});
