import { expect, test } from "vitest";

import { inputOf, partOf, PARTS } from "./roles";

test("Whoever is given a part has it", () => {
  for (const part of PARTS) {
    const { role, blind = false } = inputOf("1", part);
    expect(partOf({ role: role.toLowerCase(), blind: blind ?? false })).toBe(part);
  }
});

test("An administrator who sees again is said to do so", () => {
  expect(inputOf("1", "ADMIN")).toEqual({ user: "1", role: "ADMIN", blind: false });
});
