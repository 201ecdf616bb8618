// Tags: the operations.
import { listTags } from "./list-tags.ts";
import { tag } from "./tag.ts";
import { untag } from "./untag.ts";

export const TAG_OPERATIONS = [...listTags, ...tag, ...untag];
