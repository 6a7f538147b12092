/** Files beside an article: a photo opens, everything else is saved. */
import type { FileBeside } from "../live/wire";
import { t } from "../live/words";
import { Icon } from "./icons";

export function Files({ files }: { files: readonly FileBeside[] }) {
  if (!files.length) return null;
  return (
    <ul class="beside" aria-label={t("Files")}>
      {files.map((each) => (
        <li key={each.address}><Icon name="clip" /> <a href={each.address} target="_blank" rel="noopener">{each.name}</a> <span class="small quiet">{Math.ceil(each.size / 1024)} kB</span></li>
      ))}
    </ul>
  );
}
