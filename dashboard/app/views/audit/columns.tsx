import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import type { Column } from "../../parts/table/columns";
import { text } from "../../texts";
import { kindOf } from "./actions";
import type { Line } from "./Audit";
import { numberOf } from "./numbers";

const TONES = { account: "accent", reading: "neutral", resumes: "good", system: "warn" } as const;

/** The columns of the audit log; a user in it narrows the log to what is theirs. */
export function auditColumns(moment: (moment: string) => string, onUser: (id: string) => void): Column<Line>[] {
  const user = (id: string | null | undefined) =>
    id && (
      <button type="button" title={text("audit.onlyUser")} onClick={() => onUser(id)} className="text-accent underline">
        {numberOf(id)}
      </button>
    );
  return [
    { id: "at", size: 180, header: () => text("audit.at"), cell: ({ row }) => moment(row.original.at) },
    {
      id: "action",
      size: 220,
      header: () => text("audit.action"),
      cell: ({ row: { original } }) => (
        <Badge tone={original.action === "LOGIN_FAILED" ? "bad" : TONES[kindOf(original.action)]}>
          {text(`auditAction.${original.action}`)}
          {original.count > 1 && ` × ${original.count}`}
        </Badge>
      ),
    },
    { id: "actor", size: 100, header: () => text("audit.actor"), cell: ({ row }) => user(row.original.actorId) },
    { id: "subject", size: 100, header: () => text("audit.subject"), cell: ({ row }) => user(row.original.subjectId) },
    {
      id: "resume",
      size: 100,
      header: () => text("audit.resume"),
      cell: ({ row: { original } }) =>
        original.resumeId && (
          <Link href={`/resumes/${original.resumeId}`} className="text-accent underline">
            {numberOf(original.resumeId)}
          </Link>
        ),
    },
    { id: "detail", size: 220, header: () => text("audit.detail"), cell: ({ row }) => <span title={row.original.detail ?? ""}>{row.original.detail}</span> },
    { id: "address", size: 140, header: () => text("audit.address"), cell: ({ row }) => row.original.address },
  ];
}
