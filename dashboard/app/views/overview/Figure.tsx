import { type ReactNode, useId } from "react";
import { Link } from "wouter";

import { useText } from "../../texts";

export interface Line {
  label: string;
  /** Where the resumes that were counted are listed. */
  href?: string;
  values: string[];
}

interface Properties {
  title: string;
  hint?: string;
  heads: string[];
  lines: Line[];
  children: ReactNode;
}

/** A chart, and below it the same figures as a table for those who read them. */
export function Figure({ title, hint, heads, lines, children }: Properties) {
  const t = useText();
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 break-inside-avoid rounded-xl border border-line bg-card p-4">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {hint && <p className="text-sm text-soft">{hint}</p>}
      <div className="mt-3">{children}</div>
      <details className="mt-2 text-sm print:hidden">
        <summary className="cursor-pointer text-soft">{t("overview.asTable")}</summary>
        <div tabIndex={0} role="region" aria-labelledby={id} className="mt-2 max-h-72 overflow-auto">
          <table className="w-full">
            <thead className="sticky top-0 bg-card">
              <tr>
                {heads.map((head, at) => (
                  <th key={head} scope="col" className={`py-1 font-medium text-soft ${at === 0 ? "text-left" : "text-right"}`}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ label, href, values }) => (
                <tr key={label} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {href ? (
                      <Link href={href} className="text-accent underline">
                        {label}
                      </Link>
                    ) : (
                      label
                    )}
                  </th>
                  {values.map((value, at) => (
                    <td key={at} className="py-1 text-right tabular-nums">
                      {value}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
