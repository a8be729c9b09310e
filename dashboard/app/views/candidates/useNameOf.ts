import { useSession } from "../../client/SessionProvider";
import { useText } from "../../texts";
import type { Ranked } from "./ranked";

// What the server shows in place of a name of a file that is hidden.
const HIDDEN = "***";

/** What a candidate is called: by name, else by file; where both are hidden, by the place in the ranking. */
export function useNameOf(): (ranked: Ranked) => string {
  const t = useText();
  const { isBlind } = useSession();
  return ({ place, candidate: { resume } }) => {
    const name = resume.analysis?.basicInfo.name ?? resume.fileName;
    return isBlind || name === HIDDEN ? t("candidates.nameless", { place }) : name;
  };
}
