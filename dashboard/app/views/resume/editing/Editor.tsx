import type { AnalysisField } from "../../../gql/graphql";
import { isEntries, isList } from "../fields";
import { EntriesEditor } from "./EntriesEditor";
import { ListEditor } from "./ListEditor";
import { SingleEditor } from "./SingleEditor";

/** Corrects a field in the way that fits what it holds. */
export function Editor({ field, onDone }: { field: AnalysisField; onDone: () => void }) {
  if (isEntries(field)) return <EntriesEditor field={field} onDone={onDone} />;
  if (isList(field)) return <ListEditor field={field} onDone={onDone} />;
  return <SingleEditor field={field} onDone={onDone} />;
}
