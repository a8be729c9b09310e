import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import type { Column } from "../../parts/table/columns";
import { text } from "../../texts";
import { kindOf } from "./actions";
import type { Line } from "./Audit";
import { numberOf } from "./numbers";

const TONES = { account: "accent", reading: "neutral", resumes: "good", system: "warn" } as const;

interface Means {
  moment: (moment: string) => string;
  isBlind: boolean;
  onUser: (id: string) => void;
}

/** The columns of the audit log; a user in it narrows the log to what is theirs. Who is gone has a number alone. */
export function auditColumns({ moment, isBlind, onUser }: Means): Column<Line>[] {
  const named = (id: string, name: string | undefined) => (name && !isBlind ? name : numberOf(id));
  const user = (id: string | null | undefined, is: { username: string } | null | undefined) =>
    id && (
      <button type="button" title={text("audit.onlyUser")} onClick={() => onUser(id)} className="max-w-full truncate align-bottom text-accent underline">
        {named(id, is?.username)}
      </button>
    );
  return [
    { id: "at", size: 170, header: () => text("audit.at"), cell: ({ row }) => moment(row.original.at) },
    {
      id: "action",
      size: 190,
      header: () => text("audit.action"),
      cell: ({ row: { original } }) => (
        <Badge tone={original.action === "LOGIN_FAILED" ? "bad" : TONES[kindOf(original.action)]}>
          {text(`auditAction.${original.action}`)}
          {original.count > 1 && ` × ${original.count}`}
        </Badge>
      ),
    },
    { id: "actor", size: 120, header: () => text("audit.actor"), cell: ({ row }) => user(row.original.actorId, row.original.actor) },
    { id: "subject", size: 120, header: () => text("audit.subject"), cell: ({ row }) => user(row.original.subjectId, row.original.subject) },
    {
      id: "resume",
      size: 160,
      header: () => text("audit.resume"),
      cell: ({ row: { original } }) =>
        original.resumeId &&
        (original.resume ? (
          <Link href={`/resumes/${original.resumeId}`} className="text-accent underline">
            {named(original.resumeId, original.resume.fileName)}
          </Link>
        ) : (
          <span className="text-soft">{named(original.resumeId, undefined)}</span>
        )),
    },
    { id: "detail", size: 180, header: () => text("audit.detail"), cell: ({ row }) => <span title={row.original.detail ?? ""}>{row.original.detail}</span> },
    { id: "address", size: 130, header: () => text("audit.address"), cell: ({ row }) => row.original.address },
  ];
}
