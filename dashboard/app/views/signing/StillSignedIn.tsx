import { Button } from "../../parts/Button";
import { Modal } from "../../parts/Modal";
import { useText } from "../../texts";

/** Says that signing out did not work. */
export function StillSignedIn({ onRetry, onStay }: { onRetry: () => void; onStay: () => void }) {
  const t = useText();
  return (
    <Modal
      title={t("signing.stillIn")}
      open
      onClose={onStay}
      foot={
        <>
          <Button onClick={onStay}>{t("signing.stay")}</Button>
          <Button kind="main" onClick={onRetry}>
            {t("action.retry")}
          </Button>
        </>
      }
    >
      <p role="alert">{t("signing.stillInText")}</p>
    </Modal>
  );
}
