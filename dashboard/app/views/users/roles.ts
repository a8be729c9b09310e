import type { SetUserRoleInput, UserInTableFragment } from "../../gql/graphql";

/** What somebody may do: an administrator who is blind sees nothing by which people are known. */
export type Part = "JOB_SEEKER" | "ADMIN" | "BLIND_ADMIN";

export const PARTS: Part[] = ["JOB_SEEKER", "ADMIN", "BLIND_ADMIN"];

export function partOf({ role, blind }: Pick<UserInTableFragment, "role" | "blind">): Part {
  if (role !== "admin") return "JOB_SEEKER";
  return blind ? "BLIND_ADMIN" : "ADMIN";
}

/** The input that gives a user a part. */
export function inputOf(user: string, part: Part): SetUserRoleInput {
  return part === "JOB_SEEKER" ? { user, role: "JOB_SEEKER" } : { user, role: "ADMIN", blind: part === "BLIND_ADMIN" };
}
