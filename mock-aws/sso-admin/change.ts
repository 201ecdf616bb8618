// An operation that changes a permission set: its roles stay as they are until it is provisioned again.
import type { z } from "zod";
import type { Call, Operation } from "../operation.ts";
import { define, permissionSetArn } from "./define.ts";
import { findPermissionSet } from "./find.ts";
import type { PermissionSet } from "./instance.ts";

type Change<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly input: Shape;
  apply(set: PermissionSet, wish: z.infer<z.ZodObject<Shape>>, call: Call): void;
};

export function changing<Shape extends z.ZodRawShape>({ name, input, apply }: Change<Shape>): Operation {
  return define({
    name,
    readOnly: false,
    input: { PermissionSetArn: permissionSetArn, ...input },
    run(wish, instance, call) {
      const set = findPermissionSet(instance, (wish as { readonly PermissionSetArn: string }).PermissionSetArn);
      apply(set, wish as z.infer<z.ZodObject<Shape>>, call);
      set.revision++;
      return {};
    },
  });
}
