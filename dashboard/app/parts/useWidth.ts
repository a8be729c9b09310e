import { type RefObject, useEffect, useRef, useState } from "react";

/** How wide an element is now; a usual width before it is on the page. */
export function useWidth<Element extends HTMLElement>(usual = 640): [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
