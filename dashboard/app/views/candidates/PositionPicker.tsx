import { Combobox } from "@base-ui/react/combobox";
import { useEffect, useId, useRef, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";

import { PickPositionsDocument, type PickPositionsQuery, PositionDocument } from "../../gql/graphql";
import { payRange } from "../../parts/payRange";
import { useLanguage, useText } from "../../texts";
import { titleIn } from "../positions/titles";

type Picked = NonNullable<PickPositionsQuery["positions"]>["edges"][number]["node"];

const PAUSE_MS = 250;

/** Chooses a position by searching the catalogue. */
export function PositionPicker({ id, onChoose }: { id: string | null; onChoose: (id: string | null) => void }) {
  const t = useText();
  const language = useLanguage();
  const inputId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const search = usePaused(typed);
  const [{ data, fetching, error }] = useQuery({ query: PickPositionsDocument, variables: { search }, pause: search === "" });
  const [{ data: chosenData }] = useQuery({ query: PositionDocument, variables: { id: id ?? "" }, pause: id === null });
  const node = id === null ? null : chosenData?.node;
  const chosen: Picked | null = node?.__typename === "Position" && node.id === id ? node : null;
  const found = search === "" ? [] : (data?.positions?.edges.map((edge) => edge.node) ?? []);
  const items = chosen && !found.some((each) => each.id === chosen.id) ? [...found, chosen] : found;
  const isSearching = typed !== "" && (fetching || typed !== search);
  const label = (position: Picked) => titleIn(language, position);

  const status = error
    ? t("error.server")
    : isSearching
      ? t("state.loading")
      : typed === ""
        ? t("candidates.pickHint")
        : found.length === 0
          ? t("positions.noneTitle")
          : null;

  return (
    <div ref={frame}>
      <label htmlFor={inputId} className="mb-1 block font-medium">
        {t("candidates.pick")}
      </label>
      <Combobox.Root
        items={items}
        value={chosen}
        filter={null}
        itemToStringLabel={label}
        isItemEqualToValue={(item: Picked, value: Picked) => item.id === value.id}
        onOpenChange={setOpen}
        onValueChange={(position) => onChoose(position?.id ?? null)}
        onInputValueChange={(text, { reason }) => setTyped(reason === "input-change" ? text.trim() : "")}
      >
        <Combobox.InputGroup className="flex min-h-10 items-center rounded-lg border border-line bg-card pr-1 focus-within:outline-2 focus-within:outline-accent">
          <Combobox.Input id={inputId} placeholder={t("candidates.pickPlaceholder")} className="min-w-0 grow bg-transparent px-3 py-2 outline-none" />
          <Combobox.Clear aria-label={t("candidates.pickClear")} className="px-2 py-1 text-soft">
            ✕
          </Combobox.Clear>
        </Combobox.InputGroup>
        {/* Base UI's own popup hides all else from screen readers while it is open, and leaves it in reach of the keyboard. */}
        {isOpen && (
          <Combobox.Portal container={frame}>
            <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
              <div
                aria-busy={isSearching || undefined}
                className="max-h-80 w-[var(--anchor-width)] overflow-y-auto rounded-lg border border-line bg-card py-1 shadow-lg"
              >
                <Combobox.Status>{status && <div className="px-3 py-2 text-sm text-soft">{status}</div>}</Combobox.Status>
                <Combobox.List>
                  {(position: Picked) => (
                    <Combobox.Item key={position.id} value={position} className="cursor-default px-3 py-1.5 data-highlighted:bg-accent-wash">
                      <span className="block">{label(position)}</span>
                      <span className="block text-sm text-soft">
                        {[position.company, position.city, payRange(position.salaryRange)].filter(Boolean).join(" · ")}
                      </span>
                    </Combobox.Item>
                  )}
                </Combobox.List>
              </div>
            </Combobox.Positioner>
          </Combobox.Portal>
        )}
      </Combobox.Root>
      {id !== null && (
        <p className="mt-2 text-sm">
          <Link href={`/positions/${id}`} className="text-accent underline">
            {t("candidates.toPosition")}
          </Link>
        </p>
      )}
    </div>
  );
}

/** What was typed last, once nothing more has been for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
