import assert from "node:assert/strict";
import test from "node:test";
import { complete, type Field } from "../rule/completing";

const FIELDS: Field[] = [
  { name: "age", label: "edad", kind: "number" }, { name: "has_card", label: "tiene Tarjeta Espiga", kind: "truth" },
  { name: "store", label: "tienda habitual", kind: "text" }, { name: "policies", label: "pólizas", kind: "texts" },
];
const offered = (text: string) => complete(text, text.length, FIELDS).options.map((each) => each.text);

test("a field is found by its name or by a word of what it means, accents or not", () => {
  assert.deepEqual(offered("a"), ["age"]);
  assert.deepEqual(offered("tarj"), ["has_card"]);
  assert.deepEqual(offered("poliz"), ["policies"]);
  assert.deepEqual(offered("age >= 18 and st"), ["store"]);
});

test("after a field come the signs of its kind, and after a comparison what joins it", () => {
  assert.deepEqual(offered("age "), [">=", "<=", "=", "!=", ">", "<"]);
  assert.deepEqual(offered("age >"), [">="]);
  assert.deepEqual(offered("has_card "), ["= true", "= false"]);
  assert.deepEqual(offered("age >= 18 "), ["and", "or"]);
  assert.deepEqual(offered('store = "Delicias" a'), ["and"]);
});

test("a value is nobody's to complete, least of all inside of quotes", () => {
  assert.deepEqual(offered("age >= "), []);
  assert.deepEqual(offered('store = "ag'), []);
});

test("what is taken replaces what was begun", () => {
  assert.equal(complete("age >= 18 and st", 16, FIELDS).from, 14);
  assert.equal(complete("age >", 5, FIELDS).from, 4);
});
