// Whom a request speaks to: AWS has a host for each service and this is one port, so a request can be signed for another.
import { AwsError } from "./aws-error.ts";
import type { Protocol, Service } from "./operation.ts";
import { SERVICES } from "./services.ts";

type Asked = NonNullable<ReturnType<Protocol["read"]>>;

/** Throws AWS's refusal where the request was signed for one service and speaks to another, or to none; texts [published]. */
export function refuseOtherApi({ api, protocol }: Service, asked: Asked): void {
  if (api === undefined || asked.api === undefined || asked.api === api) return;
  const meant = [...SERVICES.values()].find((service) => service.api === asked.api);
  if (meant) {
    const [code, , status] = protocol.dialect.badSignature;
    throw new AwsError(code, `Credential should be scoped to correct service: '${meant.name}'.`, status);
  }
  const [code, message] = protocol.dialect.unknownApi(asked.name, asked.api);
  throw new AwsError(code, message, 400);
}
