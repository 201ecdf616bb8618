// s3:DeleteObject — https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
import { bucketOf, onObject } from "./access.ts";
import { s3Operation } from "./define.ts";

/** What is not there is deleted without complaint. */
export const deleteObject = s3Operation({
  name: "DeleteObject",
  readOnly: false,
  dataEvent: true,
  authorize: (request, call) => [onObject("DeleteObject", request, call)],
  run(request, call) {
    bucketOf(request, call).objects.delete(request.key ?? "");
    return { status: 204 };
  },
});
