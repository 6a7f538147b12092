import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as search from "../desk/store/search";
import { choices } from "../desk/store/wrap";
import type { Disposition, Found } from "../live/wire";

const found = (typed: string, ...titles: string[]): Found => ({
  typed, understood: null, building: false,
  hits: titles.map((title, index) => ({ article: index + 1, version: 1, language: "es", title: [[title, false]], snippet: [], reviewed_on: null })),
});

beforeEach(search.clear);

test("a late answer to an older question is never shown", () => {
  const first = search.ask("dev");
  const second = search.ask("devol");
  search.answer(second, { found: found("devol", "Devolución"), people: [] });
  search.answer(first, { found: found("dev", "Devengo"), people: [] });
  assert.equal(search.found.value?.typed, "devol");
});

test("an answer that comes after Esc brings nothing back", () => {
  const question = search.ask("dev");
  search.clear();
  search.answer(question, { found: found("dev", "Devengo"), people: [] });
  assert.equal(search.results.value.length, 0);
});

test("people found by an exact key stand before articles, or alone where nothing else can be meant", () => {
  for (const [typed, by, kinds] of [["48213", "order", ["person", "article"]], ["4471", "card", ["person"]]] as const) {
    const question = search.ask(typed);
    search.answer(question, { found: found(typed, "Tarjeta"), people: [{ id: 1, name: "Cleo Martín", by, score: 100 }] });
    assert.deepEqual(search.results.value.map((each) => each.kind), kinds);
  }
  search.answer(search.ask("cleo@example.com"), { found: found("cleo@example.com", "Delivery"), people: [] });
  assert.deepEqual(search.results.value, []);
});

test("somebody with a name somewhat like it stands behind the articles", () => {
  const people = [{ id: 1, name: "Deva Abella", by: "name" as const, score: 70 }];
  search.answer(search.ask("devolver abierto"), { found: found("devolver abierto", "Devolución"), people });
  assert.deepEqual(search.results.value.map((each) => each.kind), ["article", "person"]);
});

test("Enter before the answer chooses what was typed for, and nothing once something else is typed", async () => {
  search.answer(search.ask("vale"), { found: found("vale", "Vales"), people: [] });
  const [older, question] = [search.ask("devol"), search.ask("devolucoin")];
  const chosen = search.chosen();
  search.answer(older, { found: found("devol", "Devengo"), people: [] });
  search.answer(question, { found: found("devolucoin", "Devolución"), people: [] });
  assert.deepEqual(title(await chosen), "Devolución");
  assert.deepEqual(title(await search.chosen()), "Devolución");
  search.ask("otra");
  const dropped = search.chosen();
  search.ask("otra cosa");
  assert.equal(await dropped, undefined);
});

const title = (result: search.Result | undefined) => (result?.kind === "article" ? search.plain(result.hit.title) : undefined);

test("what is opened too late is known to be late", () => {
  const before = search.ask("vale") && search.moment();
  assert.equal(search.moment(), before);
  const kept = search.kept();
  search.putBack(kept);
  assert.notEqual(search.moment(), before);
});

test("a search put away before its answer is known to have none", () => {
  const question = search.ask("devolucoin");
  assert.equal(search.kept().waiting, true);
  search.answer(question, { found: found("devolucoin", "Devolución"), people: [] });
  assert.equal(search.kept().waiting, false);
});

test("whoever pastes a letter is told that only its beginning was looked for", () => {
  search.answer(search.ask("vale ".repeat(100)), { found: found("vale ".repeat(40), "Vales"), people: [] });
  assert.equal(search.cut.value, true);
  search.answer(search.ask(" vale "), { found: found("vale", "Vales"), people: [] });
  assert.equal(search.cut.value, false);
});

test("the selection stops at both ends", () => {
  search.answer(search.ask("x"), { found: found("x", "A", "B"), people: [] });
  search.move(-1);
  assert.equal(search.selected.value, 0);
  search.move(5);
  assert.equal(search.selected.value, 1);
});

const reason = (code: string, ...path: string[]): Disposition => ({ code, path: path.map((es) => ({ es, en: es })) });
const ALL = [reason("a", "Tarjeta", "Saldo", "Último recibo"), reason("b", "Pedidos", "Entrega", "Retraso, resuelto"), reason("c", "Pedidos", "Entrega", "Retraso, sigue abierto")];
const path = (each: Disposition) => each.path.map((name) => name.es);

test("a few letters find a reason anywhere in its path, without accents", () => {
  assert.deepEqual(choices(ALL, path, "retr", null).map((each) => each.disposition.code), ["b", "c"]);
  assert.deepEqual(choices(ALL, path, "ped abier", null).map((each) => each.disposition.code), ["c"]);
  assert.deepEqual(choices(ALL, path, "ultimo", null).map((each) => each.disposition.code), ["a"]);
});

test("the proposed reason stands first, and none is called proposed when the server proposes none", () => {
  assert.deepEqual(choices(ALL, path, "", "c").map((each) => [each.disposition.code, each.proposed]), [["c", true], ["a", false], ["b", false]]);
  assert.ok(choices(ALL, path, "", null).every((each) => !each.proposed));
});
