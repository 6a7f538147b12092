import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as drafts from "../desk/store/drafts";
import { forgetAll, receive } from "../live/store/rows";
import type { NoteRow } from "../live/wire";

class Browser implements drafts.Keep {
  kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

const note = (version: number, text: string): NoteRow => ({ contact: 7, version, text, saved_at: "2026-11-24T10:45:00Z" });
let browser: Browser;

beforeEach(() => {
  forgetAll();
  browser = new Browser();
  drafts.keepDraftsIn(browser);
  receive("note", note(3, "Cleo asks for"));
});

test("what Ada types is shown and kept in her browser at once", () => {
  drafts.typeNote(7, "Cleo asks for bread");
  assert.equal(drafts.noteText(7), "Cleo asks for bread");
  assert.match(browser.kept.get("desk.note.7") ?? "", /bread/);
});

test("a page that was killed shows and saves again what it had kept", () => {
  drafts.typeNote(7, "Cleo asks for bread");
  drafts.keepDraftsIn(browser); // a new page, the same browser
  assert.equal(drafts.noteText(7), "Cleo asks for");
  drafts.restoreNote(7);
  assert.equal(drafts.noteText(7), "Cleo asks for bread");
  assert.deepEqual(drafts.takeToSave(7), { text: "Cleo asks for bread", base: 3 });
});

test("one save is under way at a time", () => {
  drafts.typeNote(7, "a");
  assert.ok(drafts.takeToSave(7));
  drafts.typeNote(7, "ab");
  assert.equal(drafts.takeToSave(7), null);
});

test("typing on during a save leaves the rest to be saved on top of it", () => {
  drafts.typeNote(7, "a");
  drafts.takeToSave(7);
  drafts.typeNote(7, "ab");
  drafts.noteSaved(note(4, "a"));
  assert.deepEqual(drafts.takeToSave(7), { text: "ab", base: 4 });
});

test("the push of Ada's own save, arriving before its answer, is no conflict", () => {
  drafts.typeNote(7, "a");
  drafts.takeToSave(7);
  drafts.typeNote(7, "ab");
  drafts.reconcileNote(note(4, "a"));
  assert.equal(drafts.noteDraft(7)?.trouble, null);
  assert.equal(drafts.noteDraft(7)?.base, 4);
});

test("another window's note does not overwrite what Ada types here: she is asked", () => {
  drafts.typeNote(7, "mine");
  receive("note", note(4, "theirs"));
  drafts.reconcileNote(note(4, "theirs"));
  assert.equal(drafts.noteText(7), "mine");
  assert.equal(drafts.noteDraft(7)?.trouble, "conflict");
  assert.equal(drafts.takeToSave(7), null);
  drafts.settleConflict(7, true);
  assert.deepEqual(drafts.takeToSave(7), { text: "mine", base: 4 });
});

test("taking the other window's note drops mine here and in the browser", () => {
  drafts.typeNote(7, "mine");
  receive("note", note(4, "theirs"));
  drafts.reconcileNote(note(4, "theirs"));
  drafts.settleConflict(7, false);
  assert.equal(drafts.noteText(7), "theirs");
  assert.equal(browser.kept.size, 0);
});

test("a note that could not be sent stays unsaved, and is taken again", () => {
  drafts.typeNote(7, "a");
  drafts.takeToSave(7);
  drafts.noteNotSaved(7, "offline");
  assert.deepEqual(drafts.unsavedNotes(), [7]);
  assert.ok(drafts.takeToSave(7));
});

test("a half-written reply outlives the page", () => {
  drafts.typeReply(8, "Bob, one mom");
  drafts.keepDraftsIn(browser);
  assert.equal(drafts.replyText(8), "Bob, one mom");
});
