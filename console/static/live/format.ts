/** Dates, hours, money and spans in the reader's language and the company's time zone. */
import { t } from "./words";

let language = "en";
/** How figures and dates are written. English is read in Europe here: 21 Nov, not Nov 21. */
let locale = "en-GB";
let zone = "UTC";

export function speakLike(settings: { language: string; timezone: string }): void {
  language = settings.language;
  locale = language === "en" ? "en-GB" : language;
  zone = settings.timezone;
  formats.clear();
}

export function spoken(): string {
  return language;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow and a desk draws hundreds of times a minute: each is made once. */
function dated(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

export function money(cents: number, currency: string): string {
  const shown = new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: "min2" as never }).format(cents / 100);
  return shown.replace("-", "−"); // as wide as a figure, like the plus
}

/** With its sign always shown, as a line of a sum. */
export function signed(cents: number, currency: string): string {
  const size = money(Math.abs(cents), currency);
  return cents < 0 ? `−${size}` : `+${size}`;
}

/** 0:06, 3:05, 1:02:05. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long ago, in the roughest unit that helps: 4 s, 4 min, 3 h. */
export function ago(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return t("{n} s ago", { n: whole });
  if (whole < 3600) return t("{n} min ago", { n: Math.floor(whole / 60) });
  return t("{n} h ago", { n: Math.floor(whole / 3600) });
}

export function time(at: string | Date): string {
  return dated({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

/** The calendar day in the company's zone: 2026-11-24. */
export function day(at: string | Date | number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date(at));
}

/** Whole days between the calendar days of two moments; 0 is the same day, 1 the day before. */
export function daysBefore(at: string | Date, now: string | Date | number): number {
  return Math.round((Date.parse(day(now)) - Date.parse(day(at))) / 86_400_000);
}

export function isoDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** A bare date has no zone: read it at noon UTC and it is that day everywhere we work. */
function moment(at: string): Date {
  return new Date(isoDate(at) ? `${at}T12:00:00Z` : at);
}

/** 3 nov, and the year when it is another one. */
export function shortDate(at: string, now: number, withYear = false): string {
  const then = moment(at);
  const sameYear = !withYear && day(then).slice(0, 4) === day(now).slice(0, 4);
  return dated({ day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }).format(then);
}

export function weekday(at: string): string {
  return dated({ weekday: "long" }).format(moment(at));
}

/** Today and yesterday by name, else `Saturday 21`, else `3 Nov`: heads a day of a timeline. */
export function dayHead(at: string, now: number): string {
  const gap = daysBefore(at, now);
  if (gap === 0) return t("Today");
  if (gap === 1) return t("Yesterday");
  if (gap < 7 && gap > 0) return capital(dated({ weekday: "long" }).format(moment(at)) + " " + dated({ day: "numeric" }).format(moment(at)));
  return capital(shortDate(at, now));
}

/** `yesterday 20:41`, `Sat 21 Nov`, `14 Oct`: one line of the last contacts. */
export function lineDate(at: string, now: number): string {
  const gap = daysBefore(at, now);
  if (gap === 0) return t("today {time}", { time: time(at) });
  if (gap === 1) return t("yest. {time}", { time: time(at) });
  if (gap < 7 && gap > 0) return `${dated({ weekday: "short" }).format(moment(at))} ${shortDate(at, now)}`;
  return shortDate(at, now);
}

/** In a sentence: `today`, `yesterday`, `on Thursday`, `on 3 Nov`. */
export function onDay(at: string, now: number): string {
  const gap = daysBefore(at, now);
  if (gap === 0) return t("today");
  if (gap === 1) return t("yesterday");
  if (gap === -1) return t("tomorrow");
  if (Math.abs(gap) < 7) return t("on {weekday}", { weekday: weekday(at) });
  return t("on {date}", { date: shortDate(at, now) });
}

/** `since Thursday`, `since 3 Nov`: reads after a noun. */
export function sinceDay(at: string, now: number): string {
  const gap = daysBefore(at, now);
  if (gap === 0) return t("since today");
  if (gap === 1) return t("since yesterday");
  if (gap > 0 && gap < 7) return t("since {weekday}", { weekday: weekday(at) });
  return t("since {date}", { date: shortDate(at, now) });
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** What a language is called by people who read this page: `es` is Castellano for a Spanish company. */
export function languageName(code: string): string {
  if (code.startsWith("es")) return t("Spanish");
  if (code.startsWith("en")) return t("English");
  try {
    return capital(new Intl.DisplayNames([locale], { type: "language" }).of(code) ?? code);
  } catch {
    return code;
  }
}

export function list(words: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
}

/** E.164 as people read it aloud here: Spanish numbers in threes, others as they come. */
export function phone(e164: string): string {
  const spanish = /^\+34(\d{3})(\d{3})(\d{3})$/.exec(e164);
  return spanish ? `${spanish[1]} ${spanish[2]} ${spanish[3]}` : e164;
}

/** 412 kB, 2.4 MB. */
export function fileSize(bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "kB"] : [Math.round(bytes / 100_000) / 10, "MB"];
  return `${new Intl.NumberFormat(spoken()).format(amount)} ${unit}`;
}
