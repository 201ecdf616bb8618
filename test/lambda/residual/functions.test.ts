// Versions and aliases of a function are doors of their own: what closes one closes no other.
import { describe, expect, test } from "vitest";
import { call, residual, said } from "./calls.ts";

const door = { functionName: "cron", statementId: "s", principal: "*" };

describe("a door of an alias", () => {
  test("stays listed when the same door of the function is closed, with a command that reaches it", () => {
    const result = residual(
      call("lambda:AddPermission20150331v2", { asked: door, id: "function" }),
      call("lambda:AddPermission20150331v2", { asked: { ...door, qualifier: "live" }, at: 1, id: "alias" }),
      call("lambda:RemovePermission20150331v2", { asked: { functionName: "cron", statementId: "s" }, at: 2 }),
    );
    expect(result.leftBehind).toMatchObject([
      {
        what: "permission s of alias or version live of function cron",
        commands: [
          "aws lambda remove-permission --function-name cron --statement-id s --qualifier live --region eu-west-1",
        ],
      },
    ]);
  });

  test("is the same whether its name stands in the function's or beside it", () => {
    const open = call("lambda:CreateFunctionUrlConfig", { asked: { functionName: "cron:live", authType: "NONE" } });
    const close = { asked: { functionName: "cron", qualifier: "live" }, at: 5 };
    expect(residual(open).leftBehind[0]?.commands).toEqual([
      "aws lambda delete-function-url-config --function-name cron --qualifier live --region eu-west-1",
    ]);
    expect(said(residual(open, call("lambda:DeleteFunctionUrlConfig", close)))).toEqual([]);
  });
});

test("deleting one version leaves what was done to the function listed", () => {
  const result = residual(
    call("lambda:UpdateFunctionCode20150331v2", { asked: { functionName: "cron" } }),
    call("lambda:AddPermission20150331v2", { asked: door, at: 1 }),
    call("lambda:PublishVersion20150331", { asked: { functionName: "cron" }, answered: { version: "7" }, at: 2 }),
    call("lambda:DeleteFunction20150331", { asked: { functionName: "cron", qualifier: "7" }, at: 3 }),
  );
  expect(said(result)).toEqual(["code of function cron", "permission s of function cron"]);
});
