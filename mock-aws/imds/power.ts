// Starting and stopping the metadata service of an instance: an HTTP server on a port of its own, on loopback.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Instance } from "../ec2/instances.ts";
import { readRequest, refuseTooLarge, writeResponse } from "../wire/node.ts";
import { perWorld, type World } from "../world.ts";
import { type MetadataService, metadataService } from "./service.ts";

type Running = { readonly service: MetadataService; readonly server: Server };

/** By instance id. */
const running = perWorld<Map<string, Running>>((world) => {
  world.closers.push(() => closeAll(world));
  return new Map();
});

/** A started instance has new credentials. */
export async function powerOn(world: World, instance: Instance): Promise<void> {
  const service = metadataService(world, instance);
  const server = createServer((request, response) => {
    void readRequest(request).then((wire) => {
      if (wire === "gone") return;
      if (wire === "too large") return refuseTooLarge(request, response);
      const answer = service.answer(wire);
      if (answer === "lost") response.destroy();
      else writeResponse(response, answer);
    });
  });
  running(world).set(instance.instanceId, { service, server });
  service.credentials.renew();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  instance.imds = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Nobody is asked any more; the credentials that were given out stay good until they expire. */
export async function powerOff(world: World, instance: Instance): Promise<void> {
  const known = running(world).get(instance.instanceId);
  if (!known) return;
  running(world).delete(instance.instanceId);
  instance.imds = undefined;
  await close(known);
}

/** After another profile was associated with the instance, or none. */
export function renewCredentials(world: World, { instanceId }: Instance): void {
  running(world).get(instanceId)?.service.credentials.renew();
}

async function closeAll(world: World): Promise<void> {
  const all = [...running(world).values()];
  running(world).clear();
  await Promise.all(all.map(close));
}

async function close({ service, server }: Running): Promise<void> {
  service.credentials.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
