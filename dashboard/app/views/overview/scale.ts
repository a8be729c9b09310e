/** The marks of an axis from 0 up to at least a number: few, whole, and of a size that people count in. */
export function marks(most: number, wanted = 4): number[] {
  const rough = Math.max(1, most) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** Which of many labels have room, evenly spread with the last one among them. */
export function shownLabels(count: number, room: number): (at: number) => boolean {
  const step = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return (at) => (count - 1 - at) % step === 0;
}
