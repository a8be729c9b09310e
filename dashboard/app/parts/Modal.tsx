import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

import { useText } from "../texts";
import { Button } from "./Button";

interface Properties {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** What stands below, such as buttons. */
  foot?: ReactNode;
  wide?: boolean;
}

/** A dialog over the page; what is behind it cannot be reached until it is closed. */
export function Modal({ title, open, onClose, children, foot, wide = false }: Properties) {
  const t = useText();
  return (
    <Dialog.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Popup
          className={`fixed top-1/2 left-1/2 z-50 flex max-h-[90dvh] w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line bg-card shadow-xl ${
            wide ? "max-w-4xl" : "max-w-md"
          }`}
        >
          <div className="flex items-center justify-between gap-4 px-5 pt-4">
            <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
            <Dialog.Close render={<Button kind="quiet" small aria-label={t("action.close")} />}>✕</Dialog.Close>
          </div>
          <div className="overflow-auto px-5 py-4">{children}</div>
          {foot && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{foot}</div>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
