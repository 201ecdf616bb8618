// A call as the bytes that go over the wire, signed once and good for the minutes that a signature is.
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";

export type Key = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type WireCall = {
  readonly service: "iam" | "sts" | "cloudtrail";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** AWS's query protocol. */
export function queryCall(service: "iam" | "sts", parameters: Readonly<Record<string, string>>): WireCall {
  const Version = service === "iam" ? "2010-05-08" : "2011-06-15";
  return {
    service,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: new URLSearchParams({ ...parameters, Version }).toString(),
  };
}

/** The newest page of the event history with one name. */
export function lookupCall(eventName: string): WireCall {
  return {
    service: "cloudtrail",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
    },
    body: JSON.stringify({ LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: eventName }] }),
  };
}

export async function signedRequest(port: number, key: Key, call: WireCall): Promise<Buffer> {
  const signer = new SignatureV4({
    credentials: key,
    region: "us-east-1",
    service: call.service,
    sha256: Hash.bind(null, "sha256"),
  });
  const host = `127.0.0.1:${port}`;
  const signed = await signer.sign({
    method: "POST",
    protocol: "http:",
    hostname: host,
    path: "/",
    query: {},
    headers: { ...call.headers, host, "user-agent": "bench", "content-length": String(Buffer.byteLength(call.body)) },
    body: call.body,
  });
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST / HTTP/1.1\r\n${lines.join("")}\r\n${call.body}`);
}
