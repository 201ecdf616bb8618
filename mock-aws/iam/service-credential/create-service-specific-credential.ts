// iam:CreateServiceSpecificCredential — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import { secretKey, uniqueId } from "../../ids.ts";
import { integer, userName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { accessTo } from "../access.ts";
import type { ServiceCredential } from "../entities.ts";
import { find, iam } from "../state.ts";
import { refuseUnsupported, showCredential, trailCredential } from "./credentials.ts";

const MOST_CREDENTIALS = 2;

export const createServiceSpecificCredential = operation({
  name: "CreateServiceSpecificCredential",
  readOnly: false,
  input: z.object({ UserName: userName, ServiceName: z.string(), CredentialAgeDays: integer(1, 36_600).optional() }),
  authorize: ({ UserName, ServiceName }, call) => [
    accessTo(call, "CreateServiceSpecificCredential", "users", UserName, {
      "iam:ServiceSpecificCredentialServiceName": ServiceName,
    }),
  ],
  run({ UserName, ServiceName, CredentialAgeDays }, { world, now, caller: { account } }) {
    const user = find(world, account, "users", UserName);
    refuseUnsupported(ServiceName);
    if (CredentialAgeDays !== undefined) throw new NotImplementedError("CredentialAgeDays");
    const { serviceCredentials } = iam(world, account);
    const others = [...serviceCredentials.values()].filter(
      (other) => other.user === user && other.service === ServiceName,
    );
    if (others.length >= MOST_CREDENTIALS) {
      throw new AwsError(
        "LimitExceeded",
        `Cannot exceed quota for ServiceSpecificCredentialsPerUser: ${MOST_CREDENTIALS}`,
        409,
      );
    }
    const credential: ServiceCredential = {
      id: uniqueId(world.random, "ACCA"),
      user,
      service: ServiceName,
      userName: `${user.name}${others.length === 0 ? "" : `+${others.length}`}-at-${account}`,
      createdAt: now,
      password: `${secretKey(world.random)}=`,
      status: "Active",
    };
    serviceCredentials.set(credential.id, credential);
    return showCredential(credential);
  },
  trail: (_input, output) => trailCredential(output),
});
