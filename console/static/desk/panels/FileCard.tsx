import { desk } from "../../live/api";
import { fileSize } from "../../live/format";
import type { FileSent } from "../../live/wire";
import { Icon } from "../../parts/icons";

/** A photo or a PDF in the transcript. It is kept, not opened: whoever sent it is a stranger. */
export function FileCard({ contact, message, file }: { contact: number; message: number; file: FileSent }) {
  const address = desk.fileAddress(contact, message);
  return (
    <a class="file" href={address} download={file.name}>
      {file.kind.startsWith("image/") ? <img class="thumb" src={address} alt="" loading="lazy" /> : <span class="thumb"><Icon name="doc" /></span>}
      <span><b>{file.name}</b><small>{fileSize(file.size)}</small></span>
    </a>
  );
}
