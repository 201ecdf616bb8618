// Records of calls as CloudTrail writes them, where no API of the local AWS makes them.
import type { RecordedCall } from "../../../lambda/trace/graph.ts";
import { textsIn } from "../../../lambda/trace/record-text.ts";
import { readRecordedCall } from "../../../lambda/trace/recorded-call.ts";
import type { TrailSource } from "../../../lambda/trace/source.ts";

export const AT = "2026-03-01T09:00:00.000Z";

const SIGNER = {
  type: "AssumedRole",
  principalId: "AROAIDPPEZS35WEXAMPLE:worker",
  arn: "arn:aws:sts::111122223333:assumed-role/app/worker",
  accountId: "111122223333",
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAIDPPEZS35WEXAMPLE",
      arn: "arn:aws:iam::111122223333:role/app",
      accountId: "111122223333",
      userName: "app",
    },
    attributes: { creationDate: "2026-03-01T08:00:00Z" },
  },
};

export type Wish = {
  /** `lambda:CreateFunction20150331` */
  readonly call: string;
  readonly asked?: unknown;
  readonly answered?: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly at?: string;
};

let count = 0;

/** Signed by a session of the role `app`, unless said. */
export function recorded({ call, asked = null, answered = null, more = {}, at = AT }: Wish): RecordedCall {
  const [service, eventName] = call.split(":");
  const record = {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    userIdentity: SIGNER,
    requestParameters: asked,
    responseElements: answered,
    ...more,
  };
  count++;
  const EventId = `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`.replace(
    "00000000",
    String(count).padStart(8, "0"),
  );
  const event = { EventId, EventTime: new Date(at), CloudTrailEvent: JSON.stringify(record) };
  const [read] = readRecordedCall(event, "us-east-1", "111122223333");
  if (!read) throw new Error("The call was lost.");
  return read;
}

/** A trail of one Region that has these calls. */
export function sourceOf(calls: readonly RecordedCall[]): TrailSource {
  return {
    async lookUp({ attribute, value, from, to }) {
      const found = calls.filter((call) => {
        const { accessKeyId, identity, at, record } = call;
        const name = identity?.userName ?? identity?.principalId?.split(":")[1];
        const resources = textsIn([record["requestParameters"], record["responseElements"]]).map(({ text }) => text);
        const said = attribute === "AccessKeyId" ? [accessKeyId] : attribute === "Username" ? [name] : resources;
        return said.includes(value) && at >= from("us-east-1") && at <= to;
      });
      return { parts: [{ region: "us-east-1", calls: found }], gaps: [], requests: 1 };
    },
  };
}
