import type { PayPeriod } from "../../gql/graphql";

export interface Pay {
  low?: number | null;
  high?: number | null;
  currency: string;
  period: PayPeriod;
}

/** The amounts of a pay in the ways of a language, without its period: one, a range, or a range open at one end. */
export function amountsOf({ low, high, currency }: Pay, language: string): string {
  const formatted = numberFormat(language, currency);
  if (low != null && high != null && low !== high) return `${formatted(low)} – ${formatted(high)}`;
  if (low != null && high != null) return formatted(low);
  if (low != null) return `≥ ${formatted(low)}`;
  return high != null ? `≤ ${formatted(high)}` : "";
}

function numberFormat(language: string, currency: string): (amount: number) => string {
  try {
    const format = new Intl.NumberFormat(language, { style: "currency", currency, maximumFractionDigits: 2, minimumFractionDigits: 0 });
    return (amount) => format.format(amount);
  } catch {
    return (amount) => `${currency} ${amount}`;
  }
}
