// Requests that no client of AWS would send: refused in HTTP's or AWS's words, and the next one is answered.
import { once } from "node:events";
import { connect } from "node:net";
import { type AttributeValue, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DescribeRegionsCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateServiceLinkedRoleCommand, GetUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Listening, listen } from "../../mock-aws/listen.ts";
import { answerTo } from "../support/raw-request.ts";

let aws: Listening;
/** For what takes a busy machine long to send. */
let patient: Listening;
const rejected: unknown[] = [];
const onRejection = (error: unknown) => void rejected.push(error);

beforeAll(async () => {
  process.on("unhandledRejection", onRejection);
  aws = await listen({ patienceMs: 400 });
  patient = await listen();
});
afterAll(async () => {
  process.off("unhandledRejection", onRejection);
  await aws.close();
  await patient.close();
});

/** Of an instance that has just been started. */
async function metadataPort(): Promise<number> {
  const about = { region: "us-east-1", endpoint: aws.endpoint, credentials: ADMIN_KEY };
  await new EC2Client(about).send(new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: 1, MaxCount: 1 }));
  const listed = await (await fetch(`${aws.endpoint}/_mock/instances`)).json();
  return Number(new URL((listed as [{ readonly imds: string }])[0].imds).port);
}

const HEAD = "Host: 127.0.0.1\r\nConnection: close\r\n";
const CHUNK = `100000\r\n${"a".repeat(0x100000)}\r\n`;
const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\n${HEAD}${more}\r\n`;
const post = (body: string, more = "", path = "/") =>
  `POST ${path} HTTP/1.1\r\n${HEAD}${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const form = (body: string) => post(body, "Content-Type: application/x-www-form-urlencoded\r\n");
const sts = "Action=AssumeRoleWithSAML&Version=2011-06-15&";

const BAD: readonly (readonly [what: string, request: string, status: number])[] = [
  ["no HTTP", "\u0000\u0001 nonsense\r\n\r\n", 400],
  ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
  ["a method of nobody's", `FOO / HTTP/1.1\r\n${HEAD}\r\n`, 400],
  ["a path out of the folder", get("/../../etc/passwd"), 403],
  ["a path that is not encoded as paths are", get("/%ff%00%zz"), 403],
  ["a header of 100 KB", get("/", `X-A: ${"a".repeat(100_000)}\r\n`), 431],
  ["5,000 headers", get("/", "a: b\r\n".repeat(5_000)), 431],
  ["a length that is no number", post("a").replace(/Length: \d+/, "Length: abc"), 400],
  ["two lengths", post("abc", "Content-Length: 5\r\n"), 400],
  ["a length and chunks", post("0\r\n\r\n", "Transfer-Encoding: chunked\r\n"), 400],
  ["chunks that are none", `POST / HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 400],
  ["a length of 100 GB", post("abc").replace(/Length: \d+/, "Length: 99999999999"), 413],
  ["a form of 2 MB", form(`${sts}a=${"b".repeat(2_000_000)}`), 413],
  ["a body without an end", `POST / HTTP/1.1\r\n${HEAD}Content-Length: 100\r\n\r\nabc`, 408],
  ["headers without an end", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n", 408],
  ["a parameter of 100,000 levels", form(`${sts}${"a.".repeat(100_000)}b=1`), 400],
  ["10,000 parameters", form(sts + Array.from({ length: 10_000 }, (_, at) => `T.member.${at}.Key=a`).join("&")), 501],
  ["names of every object", form(`${sts}__proto__.x=1&constructor.prototype.y=2`), 400],
  ["a signature that is none", get("/", `Authorization: AWS4-HMAC-SHA256 ${"Credential=".repeat(500)}\r\n`), 400],
  ["a control call that is no JSON", post('{"a":', "", "/_mock/clock"), 400],
  ["more time than there is", post('{"advance":1e300}', "", "/_mock/clock"), 400],
  ["a control call of 100,000 levels", post("[".repeat(100_000), "", "/_mock/settings"), 404],
];

test.each(BAD)("%s is answered with its status, and the next request is served", async (_what, request, status) => {
  expect(await answerTo(aws.port, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(await answerTo(aws.port, get("/_mock/health"))).toMatch(/^HTTP\/1\.1 200 /);
});

test("an event or an item that is nested too deep is refused by name", async () => {
  const about = { region: "us-east-1", endpoint: aws.endpoint, credentials: ADMIN_KEY, maxAttempts: 1 };
  const Detail = `{"a":${"[".repeat(1_100)}${"]".repeat(1_100)}}`;
  const Entries = [{ Source: "a", DetailType: "b", Detail }];
  const { Entries: [entry] = [] } = await new EventBridgeClient(about).send(new PutEventsCommand({ Entries }));
  expect(entry?.ErrorCode).toBe("MalformedDetail");
  let Item: AttributeValue = { S: "x" };
  for (let level = 0; level < 600; level++) Item = { M: { a: Item } };
  const put = new DynamoDBClient(about).send(new PutItemCommand({ TableName: "table", Item: { a: Item } }));
  await expect(put).rejects.toMatchObject({ name: "SerializationException", $metadata: { httpStatusCode: 400 } });
});

const SEVENTEEN_MB = `POST / HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n${CHUNK.repeat(17)}`;

test("what every object has is no name of an attribute, a service or a filter", async () => {
  const about = { region: "us-east-1", endpoint: aws.endpoint, credentials: ADMIN_KEY, maxAttempts: 1 };
  const queue = new CreateQueueCommand({ QueueName: "q", Attributes: { constructor: "1" } as object });
  await expect(new SQSClient(about).send(queue)).rejects.toMatchObject({ name: "InvalidAttributeName" });
  const role = new CreateServiceLinkedRoleCommand({ AWSServiceName: "constructor" });
  await expect(new IAMClient(about).send(role)).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  const regions = new DescribeRegionsCommand({ Filters: [{ Name: "constructor", Values: ["x"] }] });
  await expect(new EC2Client(about).send(regions)).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});

test("chunks without an end are refused once they are too many, and not waited for", async () => {
  const socket = connect(patient.port, "127.0.0.1");
  socket.write(SEVENTEEN_MB);
  expect(String(await once(socket, "data"))).toMatch(/^HTTP\/1\.1 413 /);
  socket.destroy();
});

test("who reads only after having sent all gets the refusal too, and no reset", async () => {
  for (const port of [patient.port, await metadataPort()]) {
    const socket = connect(port, "127.0.0.1").pause();
    let answer = "";
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    const sent = new Promise((resolve) => socket.write(`${SEVENTEEN_MB}${CHUNK.repeat(20)}0\r\n\r\n`, resolve));
    await Promise.race([sent, closed]);
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.resume();
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  }
});

test("a client that breaks off in the middle harms nobody, at an instance's metadata service neither", async () => {
  const about = { region: "us-east-1", endpoint: aws.endpoint, credentials: ADMIN_KEY };
  for (const port of [aws.port, await metadataPort()]) {
    const socket = connect(port, "127.0.0.1");
    socket.write(post("abc", "Expect: 100-continue\r\n").replace(/Length: \d+/, "Length: 100"));
    await once(socket, "data"); // It has begun to read.
    socket.destroy();
    await once(socket, "close");
  }
  const { User } = await new IAMClient(about).send(new GetUserCommand({ UserName: "admin" }));
  expect(User?.UserName).toBe("admin");
  expect(rejected).toEqual([]);
});
