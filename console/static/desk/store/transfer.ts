/** Which contact is being passed on. */
import { signal } from "@preact/signals";

export const transferring = signal<number | null>(null);
