import { text, useText } from "../texts";

const RANGE = /^(\d+(?:\.\d+)?k?)-(\d+(?:\.\d+)?k?)\/月$/;

/** The bounds of a monthly pay as the server prints it, such as 15k-25k/月; null where it is printed otherwise. */
export function boundsOf(printed: string): { low: string; high: string } | null {
  const [, low, high] = RANGE.exec(printed) ?? [];
  return low && high ? { low, high } : null;
}

/** Return a pay in the page's language; what a posting prints in its own way stays so. */
export function payRange(printed: string): string {
  if (printed === "面议") return text("pay.negotiable");
  const bounds = boundsOf(printed);
  return bounds ? text("pay.monthly", bounds) : printed;
}

/** `payRange`, for a part that is to be drawn again when the language is changed. */
export function usePayRange(): typeof payRange {
  useText();
  return payRange;
}
