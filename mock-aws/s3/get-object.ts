// s3:GetObject — https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
import { s3Operation } from "./define.ts";
import { READ_HEADERS, READ_QUERY, readAccess, readObject } from "./read-object.ts";

export const getObject = s3Operation({
  name: "GetObject",
  readOnly: true,
  dataEvent: true,
  headers: READ_HEADERS,
  query: READ_QUERY,
  authorize: readAccess,
  run: readObject,
});
