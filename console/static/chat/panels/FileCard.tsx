/** A file in the thread: what it is, how large, and a small picture of a photo. */
import { useEffect, useRef } from "preact/hooks";
import { chat as server } from "../../live/api";
import { fileSize } from "../../live/format";
import { t } from "../../live/words";
import { Icon } from "../../parts/icons";
import { download } from "../attaching";
import type { Said } from "../store/said";

/** Larger ones are not fetched for a picture of the size of a stamp. */
const LARGEST_DRAWN = 3 * 1024 * 1024;
const [WIDE, HIGH] = [104, 62];

export function FileCard({ file }: { file: NonNullable<Said["file"]> }) {
  const { message, name, kind, size } = file;
  const shown = message !== null && kind.startsWith("image/") && size <= LARGEST_DRAWN;
  return (
    <button type="button" class="file" disabled={message === null} title={t("Download {name}", { name })} onClick={() => message !== null && void download(message, name).catch(() => undefined)}>
      {shown ? <Thumb message={message} /> : <span class="thumb"><Icon name="doc" /></span>}
      <span><b>{name}</b><small>{fileSize(size)}</small></span>
    </button>
  );
}

/** Drawn from what the visitor's key fetches: an address of its own would need none. */
function Thumb({ message }: { message: number }) {
  const here = useRef<HTMLCanvasElement>(null);
  useEffect(() => void draw(message, here.current).catch(() => undefined), [message]);
  return <canvas class="thumb" width={WIDE} height={HIGH} aria-hidden="true" ref={here} />;
}

async function draw(message: number, canvas: HTMLCanvasElement | null): Promise<void> {
  const picture = await createImageBitmap(await server.file(message));
  const scale = Math.max(WIDE / picture.width, HIGH / picture.height);
  const [wide, high] = [picture.width * scale, picture.height * scale];
  canvas?.getContext("2d")?.drawImage(picture, (WIDE - wide) / 2, (HIGH - high) / 2, wide, high);
  picture.close();
}
