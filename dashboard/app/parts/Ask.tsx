import type { ReactNode } from "react";

import { useText } from "../texts";
import { Button } from "./Button";
import { Modal } from "./Modal";

interface Properties {
  title: string;
  open: boolean;
  /** What the button says that does it. */
  action: string;
  isBusy?: boolean;
  isHarmless?: boolean;
  onDo: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something is done that cannot be taken back, or costs much. */
export function Ask({ title, open, action, isBusy = false, isHarmless = false, onDo, onClose, children }: Properties) {
  const t = useText();
  return (
    <Modal
      title={title}
      open={open}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button kind={isHarmless ? "main" : "danger"} disabled={isBusy} onClick={onDo}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Modal>
  );
}
