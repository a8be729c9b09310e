import { useSession } from "../../client/SessionProvider";
import { useText } from "../../texts";
import type { Ranked } from "./ranked";

/** What a candidate is called: by name, else by file; where both are hidden, by the place in the ranking. */
export function useNameOf(): (ranked: Ranked) => string {
  const t = useText();
  const { isBlind } = useSession();
  return ({ place, candidate: { resume } }) =>
    (isBlind ? null : (resume.analysis?.basicInfo.name ?? resume.fileName)) ?? t("candidates.nameless", { place });
}
