import { type FormEvent, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import { Button } from "../../parts/Button";
import { Sheet } from "../../parts/Sheet";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { readViews, type SavedView, withView, writeViews } from "./savedViews";

/** Views of the table that somebody comes back to, kept on the device. */
export function SavedViews({ address, onOpen }: { address: string; onOpen: (address: string) => void }) {
  const t = useText();
  const toast = useToast();
  const { viewer } = useSession();
  const userId = viewer?.id ?? "";
  const [views, setViews] = useState(() => readViews(userId));
  const [isOpen, setOpen] = useState(false);

  const keep = (after: SavedView[]): void => {
    writeViews(userId, after);
    setViews(after);
  };

  function saveThis(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    if (!name) return;
    keep(withView(views, { name, address }));
    setOpen(false);
    toast(t("views.saved", { name }));
  }

  function remove(view: SavedView) {
    keep(views.filter((each) => each !== view));
    toast(t("views.deleted", { name: view.name }), { label: t("action.undo"), run: () => keep(withView(readViews(userId), view)) });
  }

  return (
    <Sheet label={t("views.label")} title={t("views.label")} open={isOpen} onOpenChange={setOpen}>
      {views.length === 0 && <p className="text-sm text-soft">{t("views.none")}</p>}
      <ul>
        {views.map((view) => (
          <li key={view.name} className="flex items-center gap-1">
            <button
              type="button"
              aria-current={view.address === address}
              onClick={() => {
                onOpen(view.address);
                setOpen(false);
              }}
              className="min-h-9 min-w-0 grow truncate rounded px-2 text-left hover:bg-sunken aria-[current=true]:font-semibold aria-[current=true]:text-accent"
            >
              {view.name}
            </button>
            <Button kind="quiet" small aria-label={t("views.delete", { name: view.name })} onClick={() => remove(view)}>
              ✕
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={saveThis} className="flex gap-2 border-t border-line pt-2">
        <input
          name="name"
          required
          maxLength={60}
          aria-label={t("views.name")}
          placeholder={t("views.name")}
          className="min-h-8 w-full min-w-0 rounded-lg border border-line bg-card px-2 text-sm"
        />
        <Button small kind="main" type="submit">
          {t("action.save")}
        </Button>
      </form>
    </Sheet>
  );
}
