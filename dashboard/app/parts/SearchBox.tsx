import { useEffect, useRef, useState } from "react";

interface Properties {
  label: string;
  placeholder?: string;
  value: string;
  onSearch: (text: string) => void;
  maxLength?: number;
}

const PAUSE_MS = 350;

/** Searches as one types, after a pause, or at once with Enter. */
export function SearchBox({ label, placeholder, value, onSearch, maxLength = 500 }: Properties) {
  const [text, setText] = useState(value);
  const told = useRef(value);

  // The address may have changed without the box, by going back.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);

  const search = (now: string) => {
    if (now.trim() === told.current) return;
    told.current = now.trim();
    onSearch(now.trim());
  };

  useEffect(() => {
    const timer = setTimeout(() => search(text), PAUSE_MS);
    return () => clearTimeout(timer);
    // What is typed is the only reason to search.
  }, [text]);

  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      value={text}
      maxLength={maxLength}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && search(text)}
      className="min-h-10 w-full min-w-0 rounded-lg border border-line bg-card px-3"
    />
  );
}
