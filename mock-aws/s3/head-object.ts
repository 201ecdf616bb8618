// s3:HeadObject — https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
import { s3Operation } from "./define.ts";
import { READ_HEADERS, READ_QUERY, readAccess, readObject } from "./read-object.ts";

/** As GetObject, without the bytes but with their number. */
export const headObject = s3Operation({
  name: "HeadObject",
  readOnly: true,
  dataEvent: true,
  headers: READ_HEADERS,
  query: READ_QUERY,
  authorize: readAccess,
  run(request, call) {
    const { body, headers, ...answer } = readObject(request, call);
    return { ...answer, headers: { ...headers, "content-length": String(body.length) } };
  },
});
