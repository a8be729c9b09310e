import { Dialog } from "@base-ui/react/dialog";

import { Button } from "../../parts/Button";
import { useMedia, WIDE } from "../../parts/useMedia";
import { useText } from "../../texts";
import type { Shown } from "./address";
import { FacetGroup } from "./FacetGroup";
import { GROUPS } from "./facets";

interface Properties {
  shown: Shown;
  isBlind: boolean;
  onShow: (change: Partial<Shown>) => void;
}

/** The filters beside the table, where there is room for them; unseen ones would have the server count for nobody. */
export function Filters(properties: Properties) {
  const t = useText();
  const isWide = useMedia(WIDE);
  if (!isWide) return null;
  return (
    <aside aria-label={t("all.filters")} className="w-60 shrink-0 overflow-auto pr-1 print:hidden">
      <Groups {...properties} />
    </aside>
  );
}

/** The filters behind a button, where there is no room beside the table. */
export function FiltersButton(properties: Properties) {
  const t = useText();
  return (
    <Dialog.Root>
      <Dialog.Trigger render={<Button className="lg:hidden" />}>{t("all.filters")}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-50 flex w-80 max-w-[92vw] flex-col gap-3 overflow-auto border-l border-line bg-card p-4">
          <div className="flex items-center justify-between">
            <Dialog.Title className="text-lg font-semibold">{t("all.filters")}</Dialog.Title>
            <Dialog.Close render={<Button kind="quiet" small aria-label={t("action.close")} />}>✕</Dialog.Close>
          </div>
          <Groups {...properties} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Groups({ shown, isBlind, onShow }: Properties) {
  return (
    <div className="space-y-1">
      {GROUPS.filter((group) => !(isBlind && group === "AGE")).map((group) => (
        <FacetGroup key={group} group={group} shown={shown} onShow={onShow} />
      ))}
    </div>
  );
}
