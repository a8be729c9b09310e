import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";

import { buttonLook } from "./Button";

interface Properties {
  /** What the button says. */
  label: ReactNode;
  title: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** A button with a small sheet below it. */
export function Sheet({ label, title, children, open, onOpenChange }: Properties) {
  return (
    <Popover.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange: (now: boolean) => onOpenChange(now) })}>
      <Popover.Trigger className={buttonLook()}>{label}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" collisionPadding={8} className="z-40">
          <Popover.Popup className="flex max-h-[70dvh] w-72 max-w-[92vw] flex-col gap-2 overflow-auto rounded-xl border border-line bg-card p-3 shadow-xl">
            <Popover.Title className="font-semibold">{title}</Popover.Title>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
