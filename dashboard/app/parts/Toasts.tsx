import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";

import { useText } from "../texts";

/** Short messages at the edge of the page, read out by screen readers; each may carry one way back. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={6000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[92vw] flex-col gap-2">
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Shown() {
  const t = useText();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} aria-label={String(toast.description)} className="rounded-lg border border-line bg-card p-3 shadow-lg">
      <Toast.Content className="flex items-center gap-3">
        <Toast.Title render={<p />} className="grow" />
        <Toast.Action className="font-medium text-accent" />
        <Toast.Close aria-label={t("action.close")} className="text-soft">
          ✕
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Return what shows a message, with an action such as undoing. */
export function useToast(): (message: string, action?: { label: string; run: () => void }) => void {
  const manager = Toast.useToastManager();
  return (message, action) => {
    const id = manager.add({
      title: message,
      ...(action && {
        actionProps: {
          children: action.label,
          onClick: () => {
            action.run();
            manager.close(id);
          },
        },
      }),
    });
  };
}
