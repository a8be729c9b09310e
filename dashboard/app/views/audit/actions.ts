import type { AuditAction } from "../../gql/graphql";

/** Every action that the log knows, by what it is about. */
const BY_KIND: Record<AuditAction, "account" | "reading" | "resumes" | "system"> = {
  REGISTERED: "account",
  LOGGED_IN: "account",
  LOGIN_FAILED: "account",
  PASSWORD_CHANGED: "account",
  SESSION_ENDED: "account",
  SIGNED_OUT: "account",
  ROLE_CHANGED: "account",
  ACCOUNT_EXPORTED: "account",
  ACCOUNT_DELETED: "account",
  USER_READ: "reading",
  USERS_LISTED: "reading",
  RESUME_READ: "reading",
  RESUMES_LISTED: "reading",
  RESUME_DELETED: "resumes",
  RESUMES_REANALYZED: "resumes",
  RESUME_EXPORTED: "resumes",
  RESUME_DOWNLOADED: "resumes",
  ANALYSIS_CORRECTED: "resumes",
  CORRECTION_TAKEN_BACK: "resumes",
  RESUMES_EXPORTED: "resumes",
  CORRECTIONS_EXPORTED: "resumes",
  POSITIONS_IMPORTED: "system",
  POSITIONS_DELETED: "system",
  WEBHOOK_CREATED: "system",
  WEBHOOK_CHANGED: "system",
  WEBHOOK_DELETED: "system",
};

export const ACTIONS = Object.keys(BY_KIND) as AuditAction[];
export const kindOf = (action: AuditAction) => BY_KIND[action];
