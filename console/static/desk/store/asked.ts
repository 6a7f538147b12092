/** What an agent has typed into a script's form. In memory only: some of it is nobody's business. */
import { signal } from "@preact/signals";

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;

const typed = signal<ReadonlyMap<string, Values>>(new Map());

function place(contact: number, step: string): string {
  return `${contact}:${step}`;
}

export function valuesOf(contact: number, step: string): Values {
  return typed.value.get(place(contact, step)) ?? {};
}

/** An empty value is no value. */
export function setValue(contact: number, step: string, key: string, value: Value | ""): void {
  const now = { ...typed.peek().get(place(contact, step)) };
  if (value === "") delete now[key];
  else now[key] = value;
  typed.value = new Map(typed.peek()).set(place(contact, step), now);
}

/** Once the server has them they are gone from here. */
export function forget(contact: number, step: string): void {
  const left = new Map(typed.peek());
  left.delete(place(contact, step));
  typed.value = left;
}
