// A thread that unpacks files and does nothing with them: what every reader of log files must do at least.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";

const { files, next }: { readonly files: readonly string[]; readonly next: Int32Array } = workerData;

let bytes = 0;
for (let index = Atomics.add(next, 0, 1); index < files.length; index = Atomics.add(next, 0, 1)) {
  const packed = readFileSync(files[index] ?? "");
  bytes += gunzipSync(packed, { chunkSize: packed.readUInt32LE(packed.length - 4) + 64 }).length;
}
parentPort?.postMessage(bytes);
