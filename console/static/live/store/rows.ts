/** The rows this browser may see: whole, versioned, the newer wins. Knows no DOM and no fetch. */
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { KEYS, type Kind, type Kinds, type Snapshot } from "../wire";

export type Row<K extends Kind> = Kinds[K];
export type Pushed = { [K in Kind]: { kind: K; row: Kinds[K] } }[Kind];
export interface Gone {
  kind: Kind;
  key: number;
}
export interface Healed {
  rows: Pushed[];
  gone: Gone[];
}
/** What is on screen: `{kind: {key: version}}`. */
export type Known = Partial<Record<Kind, Record<string, number>>>;

type Table<K extends Kind> = ReadonlyMap<number, Kinds[K]>;
type Tables = { [K in Kind]: Signal<Table<K>> };

const KINDS = Object.keys(KEYS) as Kind[];
const tables = Object.fromEntries(KINDS.map((kind) => [kind, signal(new Map())])) as unknown as Tables;
/** The version a row had when it left, so that an older push arriving late does not bring it back. */
const left = new Map<string, number>();

export function table<K extends Kind>(kind: K): ReadonlySignal<Table<K>> {
  return tables[kind];
}

export function row<K extends Kind>(kind: K, key: number | null | undefined): Kinds[K] | undefined {
  return key === null || key === undefined ? undefined : tables[kind].value.get(key);
}

function keyOf<K extends Kind>(kind: K, row: Kinds[K]): number {
  return (row as unknown as Record<string, number>)[KEYS[kind]] as number;
}

/** Takes a row in unless we hold a newer one. Says whether anything changed. */
export function receive<K extends Kind>(kind: K, row: Kinds[K]): boolean {
  const cell: Signal<Table<K>> | undefined = tables[kind];
  if (!cell) return false; // a kind of a newer server: its build id will reload us
  const key = keyOf(kind, row);
  const held = cell.peek().get(key);
  if (held && held.version >= row.version) return false;
  if ((left.get(`${kind} ${key}`) ?? -1) > row.version) return false;
  left.delete(`${kind} ${key}`);
  cell.value = new Map(cell.peek()).set(key, row);
  return true;
}

/** The row is no longer for us. */
export function lose(kind: Kind, key: number): boolean {
  const cell = tables[kind] as Signal<ReadonlyMap<number, { version: number }>> | undefined;
  const held = cell?.peek().get(key);
  if (!cell || !held) return false;
  left.set(`${kind} ${key}`, held.version);
  const rest = new Map(cell.peek());
  rest.delete(key);
  cell.value = rest;
  return true;
}

/** A snapshot brings what is missing or newer. What should go is told by `healed`, which can tell
 * a row that is gone from one that was pushed after the snapshot was read. */
export function merge(snapshot: Pick<Snapshot, "rows">): void {
  for (const each of snapshot.rows as unknown as Pushed[]) receive(each.kind, each.row as never);
}

export function known(): Known {
  const all: Known = {};
  for (const kind of KINDS) {
    const versions: Record<string, number> = {};
    for (const [key, held] of tables[kind].peek() as ReadonlyMap<number, { version: number }>) versions[key] = held.version;
    if (Object.keys(versions).length) all[kind] = versions;
  }
  return all;
}

/** Takes in what the server answered to `told`. A row that changed since we told it stays. */
export function heal(answer: Healed, told: Known): void {
  for (const each of answer.rows) receive(each.kind, each.row as never);
  for (const { kind, key } of answer.gone) {
    const held = tables[kind]?.peek().get(key) as { version: number } | undefined;
    if (held && held.version === told[kind]?.[key]) lose(kind, key);
  }
}

/** For tests, and for a visitor who starts a second conversation. */
export function forgetAll(): void {
  for (const kind of KINDS) (tables[kind] as Signal<ReadonlyMap<number, unknown>>).value = new Map();
  left.clear();
}
