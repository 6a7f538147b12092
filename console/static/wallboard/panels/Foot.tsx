import { useSignal } from "@preact/signals";
import { row } from "../../live/store/rows";
import { t } from "../../live/words";

const KEPT = "agent-console wallboard theme";

/** Dark suits most walls; a bright room may choose light, and this browser remembers. */
export function wearTheme(): void {
  const chosen = localStorage.getItem(KEPT);
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}

export function Foot({ csrf, me }: { csrf: string; me: number | null }) {
  const theme = useSignal(document.documentElement.dataset.theme ?? "dark");
  const other = theme.value === "dark" ? "light" : "dark";
  const change = () => {
    document.documentElement.dataset.theme = theme.value = other;
    localStorage.setItem(KEPT, other);
  };
  return (
    <nav class="w-foot" aria-label={t("Elsewhere")}>
      <button type="button" class="btn plain" onClick={change}>{other === "light" ? t("Light") : t("Dark")}</button>
      <a class="btn plain" href="/desk">{t("Desk")}</a>
      {row("agent", me)?.role === "admin" && <a class="btn plain" href="/admin/imports">{t("Imports")}</a>}
      <form method="post" action="/sign-out">
        <input type="hidden" name="csrf_token" value={csrf} />
        <button type="submit" class="btn plain">{t("Sign out")}</button>
      </form>
    </nav>
  );
}
