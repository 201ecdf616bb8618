// iam:EnableOrganizationsRootSessions, DisableOrganizationsRootSessions — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOrganizationsRootSessions.html
import { z } from "zod";
import { type Call, operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { refuseOthers, rootFeatures, showFeatures } from "./features.ts";

export const enableOrganizationsRootSessions = operation({
  name: "EnableOrganizationsRootSessions",
  readOnly: false,
  input: z.object({}),
  authorize: onAccount("EnableOrganizationsRootSessions"),
  run(_input, call: Call) {
    refuseOthers(call);
    rootFeatures(call.world).add("RootSessions");
    return showFeatures(call);
  },
});

/** Sessions that are open stay open: they last a quarter of an hour. */
export const disableOrganizationsRootSessions = operation({
  name: "DisableOrganizationsRootSessions",
  readOnly: false,
  input: z.object({}),
  authorize: onAccount("DisableOrganizationsRootSessions"),
  run(_input, call: Call) {
    refuseOthers(call);
    rootFeatures(call.world).delete("RootSessions");
    return showFeatures(call);
  },
});
