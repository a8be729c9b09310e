/** The number that an id names, as lists show it: `#12`; ids that cannot be read stay as they are. */
export function numberOf(id: string): string {
  try {
    const number = /:(\d+)$/.exec(atob(id))?.[1];
    return number ? `#${number}` : id;
  } catch {
    return id;
  }
}
