// ec2:RunInstances — https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
import { ec2Operation } from "./define.ts";
import type { Instance } from "./instances.ts";
import { launch } from "./launch.ts";
import { launchAccess } from "./launch-access.ts";
import { instanceTags, launchWish, refuseImpossible } from "./launch-wish.ts";
import { items, showInstance } from "./show.ts";

export const runInstances = ec2Operation({
  name: "RunInstances",
  readOnly: false,
  input: launchWish,
  authorize: launchAccess,
  async run(wish, call) {
    refuseImpossible(wish);
    const started = await launch(wish, call);
    return { ...showReservation(started), instancesSet: started.map((instance) => showInstance(instance, "pending")) };
  },
  trail: (wish, output) => ({
    requestParameters: {
      instancesSet: items([{ imageId: wish.ImageId, minCount: wish.MinCount, maxCount: wish.MaxCount }]),
      instanceType: wish.InstanceType,
      ...(wish.UserData === undefined ? {} : { userData: "<sensitiveDataRemoved>" }),
      ...(wish.IamInstanceProfile
        ? { iamInstanceProfile: { name: wish.IamInstanceProfile.Name, arn: wish.IamInstanceProfile.Arn } }
        : {}),
      ...(wish.TagSpecification
        ? {
            tagSpecificationSet: items([
              { resourceType: "instance", tags: [...instanceTags(wish)].map(([key, value]) => ({ key, value })) },
            ]),
          }
        : {}),
      clientToken: wish.ClientToken,
    },
    responseElements: output && { ...output, groupSet: {}, instancesSet: items(output.instancesSet) },
  }),
});

function showReservation([first]: readonly Instance[]) {
  return { reservationId: first?.reservationId, ownerId: first?.account, groupSet: [] };
}
