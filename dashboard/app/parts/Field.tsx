import { type InputHTMLAttributes, useId } from "react";

interface Properties extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  problem?: string;
}

/** An input with its label, what helps to fill it in, and what is wrong with it. */
export function Field({ label, hint, problem, className = "", ...rest }: Properties) {
  const id = useId();
  const told = problem ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={told ? `${id}-told` : undefined}
        className="min-h-10 w-full rounded-lg border border-line bg-card px-3 aria-invalid:border-bad"
        {...rest}
      />
      {told && (
        <p id={`${id}-told`} className={`mt-1 text-sm ${problem ? "text-bad" : "text-soft"}`}>
          {told}
        </p>
      )}
    </div>
  );
}
