// XML that a client sends: one root, plain texts below it.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { AwsError } from "../aws-error.ts";

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
});

/** What stands in the root; throws MalformedXML where the text is no XML or has another root. */
export function readXml(body: Buffer, root: string): Record<string, unknown> {
  const text = body.toString("utf8");
  const content: unknown = XMLValidator.validate(text) === true ? parser.parse(text)[root] : undefined;
  if (content === "") return {};
  if (typeof content !== "object" || content === null) {
    const message = "The XML you provided was not well-formed or did not validate against our published schema";
    throw new AwsError("MalformedXML", message, 400);
  }
  const entries = Object.entries(content).filter(([name]) => name !== "#text");
  return Object.fromEntries(entries);
}
