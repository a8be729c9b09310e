import { useText } from "../texts";
import { Button } from "./Button";

interface Properties {
  label: string;
  done: number;
  total: number;
  onStop?: () => void;
}

/** How far something is that takes long, with a way to stop it. */
export function Progress({ label, done, total, onStop }: Properties) {
  const t = useText();
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-card px-3 py-2 text-sm">
      <span className="tabular-nums">{label}</span>
      <progress aria-label={label} value={total > 0 ? Math.min(done / total, 1) : 0} max={1} className="h-1.5 min-w-24 grow accent-accent" />
      {onStop && (
        <Button small onClick={onStop}>
          {t("action.stop")}
        </Button>
      )}
    </div>
  );
}
