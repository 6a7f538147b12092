/** The thread as it is drawn: what the server has, then what it has not acknowledged yet. */
import type { ArticleSent, FileSent, VisitorMessageRow } from "../../live/wire";
import type { Unsent } from "./outbox";
import type { Upload } from "./uploads";

export type Progress = "sending" | "delivered" | "seen" | "refused";

export interface Said {
  /** The UUID its writer gave it: the same before and after it is acknowledged, so nothing is drawn anew. */
  client_id: string;
  by: VisitorMessageRow["author"];
  name: string | null;
  text: string;
  /** Instead of words; its message's number once the server has it. */
  file: (FileSent & { message: number | null }) | null;
  articles: readonly ArticleSent[];
  at: string;
  progress: Progress | null;
  refused: string | null;
  /** Opens a run of one speaker: says who it is. */
  first: boolean;
  /** Closes a run: says how far it got. */
  last: boolean;
}

type Bare = Omit<Said, "first" | "last">;

export function thread(messages: readonly VisitorMessageRow[], unsent: readonly Unsent[], seenByAgent: number, uploads: readonly Upload[] = []): Said[] {
  const known = new Set(messages.map((each) => each.client_id));
  const bare = [
    ...messages.map((each) => fromRow(each, seenByAgent)),
    ...unsent.filter((each) => !known.has(each.client_id)).map(fromOutbox),
    ...uploads.filter((each) => !known.has(each.client_id)).map(fromUpload),
  ];
  return bare.map((each, at) => ({ ...each, first: !sameRun(bare[at - 1], each), last: !sameStep(each, bare[at + 1]) }));
}

function fromRow(row: VisitorMessageRow, seenByAgent: number): Bare {
  const progress = row.author !== "visitor" ? null : row.seq <= seenByAgent ? "seen" : "delivered";
  return { client_id: row.client_id, by: row.author, name: row.author_name, text: row.text, file: row.file && { ...row.file, message: row.id }, articles: row.articles, at: row.at, progress, refused: null };
}

function fromOutbox(item: Unsent): Bare {
  const progress = item.refused ? "refused" : "sending";
  return { client_id: item.client_id, by: "visitor", name: null, text: item.text, file: null, articles: [], at: item.at, progress, refused: item.refused };
}

function fromUpload({ client_id, name, size, kind, at, failed }: Upload): Bare {
  return { client_id, by: "visitor", name: null, text: "", file: { name, size, kind, message: null }, articles: [], at, progress: failed ? "refused" : "sending", refused: failed };
}

const sameRun = (a: Bare | undefined, b: Bare) => a !== undefined && a.by === b.by && a.name === b.name;
/** A refused message always says so itself. */
const sameStep = (a: Bare, b: Bare | undefined) => b !== undefined && sameRun(a, b) && a.progress === b.progress && !a.refused;
