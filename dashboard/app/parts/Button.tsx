import type { ComponentProps } from "react";

type Kind = "main" | "plain" | "quiet" | "danger";

const LOOK: Record<Kind, string> = {
  main: "bg-accent text-accent-ink hover:brightness-110",
  plain: "border border-line bg-card text-ink hover:bg-sunken",
  quiet: "text-soft hover:bg-sunken hover:text-ink",
  danger: "bg-bad text-card hover:brightness-110",
};

/** How buttons look, for links that stand among them. */
export const buttonLook = (kind: Kind = "plain", small = false): string =>
  `inline-flex items-center justify-center gap-2 rounded-lg font-medium transition-colors disabled:opacity-50 ${
    small ? "min-h-8 px-2.5 text-sm" : "min-h-10 px-4"
  } ${LOOK[kind]}`;

interface Properties extends ComponentProps<"button"> {
  kind?: Kind;
  small?: boolean;
}

/** A button that does not submit a form unless it is told to. */
export function Button({ kind = "plain", small = false, className = "", type = "button", ...rest }: Properties) {
  return <button type={type} className={`${buttonLook(kind, small)} ${className}`} {...rest} />;
}
