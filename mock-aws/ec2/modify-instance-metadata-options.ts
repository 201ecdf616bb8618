// ec2:ModifyInstanceMetadataOptions — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html
import { z } from "zod";
import { onInstances } from "./access.ts";
import { ec2Operation } from "./define.ts";
import { findInstance } from "./find.ts";
import { metadataOptions, metadataWish } from "./launch-wish.ts";
import { showMetadataOptions } from "./show.ts";

export const modifyInstanceMetadataOptions = ec2Operation({
  name: "ModifyInstanceMetadataOptions",
  readOnly: false,
  input: { InstanceId: z.string(), ...metadataWish },
  authorize: ({ InstanceId }, call) => onInstances("ModifyInstanceMetadataOptions", [InstanceId], call),
  run({ InstanceId, ...wish }, call) {
    const instance = findInstance(InstanceId, call);
    instance.metadata = metadataOptions(wish, instance.metadata);
    return { instanceId: InstanceId, instanceMetadataOptions: showMetadataOptions(instance) };
  },
});
