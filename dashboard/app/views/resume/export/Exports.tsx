import { useSession } from "../../../client/SessionProvider";
import type { ResumeShownFragment } from "../../../gql/graphql";
import { Duplicates } from "./Duplicates";
import { Formats } from "./Formats";

/** What can be taken away of a resume, and which others are the same or the same person's. */
export function Exports({ resume }: { resume: ResumeShownFragment }) {
  const { isBlind } = useSession();
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Formats id={resume.id} />
      {!isBlind && <Duplicates id={resume.id} />}
    </div>
  );
}
