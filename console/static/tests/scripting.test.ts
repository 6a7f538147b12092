import assert from "node:assert/strict";
import test from "node:test";
import type { Field } from "../rule/completing";
import { completeScript } from "../rule/scripting";

const FIELDS: Field[] = [{ name: "age", label: "edad", kind: "number" }];
const GAPS = [{ text: "first_name", label: "nombre de pila" }, { text: "price", label: "precio que oye" }];
const SCRIPT = `== ask | Preguntar | Ask
es: «¿Cuántos?»
++ how_many | Niños | Children | number | profile.children | needed
++ secret | Deudas | Debts | text | - | sensitive
-> yes | Sí | Yes | to offer

== offer | Oferta | Offer
`;
const offered = (line: string) => completeScript(SCRIPT + line, SCRIPT.length + line.length, GAPS, FIELDS);
const names = (line: string) => offered(line).options.map((each) => each.text);

test("inside a brace of the words stands what may be said, by name or by what it means, and what the forms asked", () => {
  assert.deepEqual(names("es: Hola, {"), ["first_name", "price", "how_many"]);
  assert.deepEqual(names("es: Hola, {nomb"), ["first_name"]);
  assert.deepEqual(names("en: For {pri"), ["price"]);
  assert.equal(offered("es: Hola, {nomb").closes, "}");
  assert.deepEqual(names("es: Hola, {first_name|"), []);
  assert.deepEqual(names("es: Hola, {price}"), []);
});

test("a condition is completed with the customer's fields and the script's own, but nothing sensitive", () => {
  assert.deepEqual(names("?? "), ["how_many", "age"]);
  assert.deepEqual(names("?? how_many "), [">=", "<=", "=", "!=", ">", "<"]);
  const line = "?? ag";
  assert.equal(offered(line).from, SCRIPT.length + 3);
});

test("an answer leads to a step that is there", () => {
  assert.deepEqual(names("-> no | No | No | to "), ["ask", "offer"]);
  assert.deepEqual(names("-> no | No | No | to off"), ["offer"]);
  assert.deepEqual(names("hello"), []);
});
