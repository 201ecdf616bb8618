// organizations:TagResource, UntagResource, ListTagsForResource — https://docs.aws.amazon.com/organizations/latest/APIReference/API_TagResource.html
import { z } from "zod";
import { requestTagContext } from "../iam/tags.ts";
import { text } from "../input.ts";
import { define } from "./define.ts";
import { refuseUnknownTarget } from "./find.ts";
import { resourceId, tags } from "./input.ts";
import type { Organization } from "./organization.ts";
import { setTags, tagsOf, unsetTags } from "./tags.ts";

function refuseUnknown(org: Organization, id: string): void {
  if (!org.policies.has(id)) refuseUnknownTarget(org, id);
}

export const tagResource = define({
  name: "TagResource",
  readOnly: false,
  input: { ResourceId: resourceId, Tags: tags },
  about: ({ ResourceId }) => [ResourceId],
  context: ({ Tags }) => requestTagContext(Tags),
  run({ ResourceId, Tags }, org) {
    refuseUnknown(org, ResourceId);
    setTags(org, ResourceId, Tags);
  },
});

export const untagResource = define({
  name: "UntagResource",
  readOnly: false,
  input: { ResourceId: resourceId, TagKeys: z.array(text({ min: 1, max: 128 })) },
  about: ({ ResourceId }) => [ResourceId],
  context: ({ TagKeys }) => ({ "aws:TagKeys": TagKeys }),
  run({ ResourceId, TagKeys }, org) {
    refuseUnknown(org, ResourceId);
    unsetTags(org, ResourceId, TagKeys);
  },
});

/** All at once: there are never more than a page holds. */
export const listTagsForResource = define({
  name: "ListTagsForResource",
  readOnly: true,
  input: { ResourceId: resourceId, NextToken: text({ max: 100_000 }).optional() },
  about: ({ ResourceId }) => [ResourceId],
  run({ ResourceId }, org) {
    refuseUnknown(org, ResourceId);
    return { Tags: [...tagsOf(org, ResourceId)].map(([Key, Value]) => ({ Key, Value })) };
  },
});
