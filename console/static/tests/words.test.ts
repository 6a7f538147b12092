import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { lineDate, money, phone, signed, span, speakLike, time } from "../live/format";
import { say } from "../live/phrases";
import { learn, plural, t } from "../live/words";

beforeEach(() => {
  learn({});
  speakLike({ language: "es", timezone: "Europe/Madrid" });
});

test("words without a translation are said in English, with their facts", () => {
  assert.equal(t("waited {time}", { time: "1:12" }), "waited 1:12");
  learn({ "waited {time}": "esperó {time}" });
  assert.equal(t("waited {time}", { time: "1:12" }), "esperó 1:12");
});

test("a fact is put in as text, whatever is written in it", () => {
  assert.equal(t("{name} is typing", { name: "{name} $& <b>" }), "{name} $& <b> is typing");
});

test("one and many are whole sentences", () => {
  assert.equal(plural(1, "1 new message. Show", "{count} new messages. Show"), "1 new message. Show");
  assert.equal(plural(3, "1 new message. Show", "{count} new messages. Show"), "3 new messages. Show");
});

test("hours are the company's, whatever the browser thinks", () => {
  assert.equal(time("2026-11-24T10:43:00Z"), "11:43");
  assert.equal(lineDate("2026-11-23T23:30:00Z", Date.parse("2026-11-24T10:00:00Z")), "today 00:30");
});

test("money has its sign in a sum, and a true minus", () => {
  assert.equal(money(8640, "EUR").replace(/\s/, " "), "86,40 €");
  assert.equal(signed(-80, "EUR").replace(/\s/, " "), "−0,80 €");
  assert.equal(signed(214, "EUR").replace(/\s/, " "), "+2,14 €");
});

test("spans and phone numbers read as people say them", () => {
  assert.equal(span(72), "1:12");
  assert.equal(span(3725), "1:02:05");
  assert.equal(phone("+34900555010"), "900 555 010");
  assert.equal(phone("+447700900123"), "+447700900123");
});

test("a code this page has no words for shows its text instead of nothing", () => {
  assert.equal(say({ code: "horoscope" as never, facts: { text: "as it came" } }).lead, "as it came");
});
