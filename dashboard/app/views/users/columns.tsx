import { Link } from "wouter";

import type { UserInTableFragment } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import type { Column } from "../../parts/table/columns";
import { text } from "../../texts";
import type { Asked } from "./Asking";
import { type Part, partOf, PARTS } from "./roles";

interface Means {
  moment: (moment: string) => string;
  number: (number: number) => string;
  isBlind: boolean;
  /** Nobody changes their own role here, or deletes their own account. */
  ownId: string | undefined;
  onAsk: (asked: Asked) => void;
}

const TONES: Record<Part, "neutral" | "accent" | "warn"> = { JOB_SEEKER: "neutral", ADMIN: "accent", BLIND_ADMIN: "warn" };

/** How a user is called where names are hidden. */
export const nameOf = ({ username, databaseId }: UserInTableFragment, isBlind: boolean): string => (isBlind ? `#${databaseId}` : username);

/** The columns of the table of users. */
export function userColumns({ moment, number, isBlind, ownId, onAsk }: Means): Column<UserInTableFragment>[] {
  const columns: Column<UserInTableFragment>[] = [
    {
      id: "username",
      size: 220,
      header: () => text("users.username"),
      cell: ({ row: { original } }) => <span className="font-medium">{nameOf(original, isBlind)}</span>,
    },
    { id: "email", size: 240, header: () => text("field.EMAIL"), cell: ({ row }) => row.original.email },
    {
      id: "role",
      size: 130,
      header: () => text("users.role"),
      cell: ({ row: { original } }) => <Badge tone={TONES[partOf(original)]}>{text(`role.${partOf(original)}`)}</Badge>,
    },
    { id: "createdAt", size: 180, header: () => text("users.created"), cell: ({ row }) => moment(row.original.createdAt) },
    {
      id: "resumes",
      size: 110,
      header: () => text("users.resumes"),
      cell: ({ row: { original } }) => (
        <Link href={`/all-resumes?owner=${original.databaseId}`} className="text-accent underline tabular-nums">
          {number(original.resumes.totalCount)}
        </Link>
      ),
    },
    {
      id: "actions",
      size: 280,
      header: () => text("users.actions"),
      cell: ({ row: { original: user } }) => {
        if (user.id === ownId) return <span className="text-soft">{text("users.self")}</span>;
        const name = nameOf(user, isBlind);
        return (
          <span className="flex gap-1">
            <select
              aria-label={text("users.setRole", { name })}
              value={partOf(user)}
              onChange={(event) => onAsk({ what: "role", user, name, part: event.target.value as Part })}
              className="min-h-8 rounded-lg border border-line bg-card px-2 text-sm"
            >
              {PARTS.map((part) => (
                <option key={part} value={part}>
                  {text(`role.${part}`)}
                </option>
              ))}
            </select>
            <Button kind="quiet" small aria-label={text("users.delete", { name })} onClick={() => onAsk({ what: "delete", user, name })}>
              {text("action.delete")}
            </Button>
          </span>
        );
      },
    },
  ];
  return isBlind ? columns.filter(({ id }) => id !== "email") : columns;
}
