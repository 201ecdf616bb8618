// iam:ListOrganizationsFeatures — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
import { z } from "zod";
import { type Call, operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { refuseOthers, showFeatures } from "./features.ts";

export const listOrganizationsFeatures = operation({
  name: "ListOrganizationsFeatures",
  readOnly: true,
  input: z.object({}),
  authorize: onAccount("ListOrganizationsFeatures"),
  run(_input, call: Call) {
    refuseOthers(call);
    return showFeatures(call);
  },
});
