/** The loader stands on pages that are not ours, so it brings its own few words. */

interface Words {
  help: string;
  hide: string;
  title: string;
  unread: (count: number) => string;
}

const WORDS: Record<"es" | "en", Words> = {
  en: { help: "Help", hide: "Hide", title: "Chat", unread: (n) => (n === 1 ? "1 unread message" : `${n} unread messages`) },
  es: { help: "Ayuda", hide: "Ocultar", title: "Chat", unread: (n) => (n === 1 ? "1 mensaje sin leer" : `${n} mensajes sin leer`) },
};

/** What the shop asked for, else the first language of the browser that we speak, else the page's. */
export function wordsFor(asked: string | undefined): Words {
  const wanted = [asked ?? "", ...navigator.languages, document.documentElement.lang];
  const spoken = wanted.map((each) => each.slice(0, 2).toLowerCase()).find((each) => each in WORDS);
  return WORDS[(spoken ?? "en") as "es" | "en"];
}
