// The metadata service of one instance: who may ask, by which version, and what is answered.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-retrieval-examples.html
import type { Instance } from "../ec2/instances.ts";
import type { WireRequest, WireResponse } from "../wire/http.ts";
import type { World } from "../world.ts";
import { type Delivery, metadataAt } from "./metadata.ts";
import { errorPage, plain } from "./pages.ts";
import { type CredentialSource, credentialSource } from "./role-credentials.ts";
import { createTokens } from "./tokens.ts";

export type MetadataService = {
  /** "lost" where the answer does not get as far as the asker. */
  answer(request: WireRequest): WireResponse | "lost";
  readonly credentials: CredentialSource;
};

const TOKEN = "x-aws-ec2-metadata-token";
const VERSIONS = ["1.0", "2009-04-04", "2021-07-15", "latest"];

export function metadataService(world: World, instance: Instance): MetadataService {
  const credentials = credentialSource(world, instance);
  const tokens = createTokens(world);

  /** The version by which a request comes, or the refusal. */
  function deliveryOf({ headers }: WireRequest): Delivery | WireResponse {
    const token = headers[TOKEN];
    if (token !== undefined) return tokens.isGood(token) ? "2.0" : errorPage(401);
    return instance.metadata.httpTokens === "required" ? errorPage(401) : "1.0";
  }

  return {
    credentials,
    answer(request) {
      if (instance.metadata.httpEndpoint === "disabled") return errorPage(403);
      if (request.method === "PUT") {
        return request.path === "/latest/api/token"
          ? tokens.answerPut(request, instance.metadata.httpPutResponseHopLimit)
          : errorPage(404);
      }
      if (request.method !== "GET" && request.method !== "HEAD") return errorPage(405);
      const delivery = deliveryOf(request);
      if (typeof delivery !== "string") return delivery;
      return answerGet(request.path, delivery);
    },
  };

  function answerGet(encoded: string, delivery: Delivery): WireResponse {
    const path = decoded(encoded);
    if (path === undefined) return errorPage(400);
    const body = contentAt(path, delivery);
    return body === undefined ? errorPage(404) : plain(Buffer.from(body, "latin1"));
  }

  function contentAt(path: string, delivery: Delivery): string | undefined {
    const [version = "", ...rest] = path.split("/").slice(1);
    if (version === "") return VERSIONS.join("\n");
    if (!VERSIONS.includes(version)) return undefined;
    return metadataAt(rest.join("/"), instance, credentials, delivery);
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
