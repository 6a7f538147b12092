/** The tab's own signs: its title, and an icon that alternates while somebody rings. */
import { effect } from "@preact/signals";
import { t } from "../live/words";
import { now } from "../live/store/clock";
import { nameOf, inMine } from "./names";
import { company, current, isChat, queueOf, ringing } from "./store/desk";

/** A colour token as the browser resolves it: only tokens.css names colours. */
function token(name: string): string {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function drawn(hot: boolean): string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  pen.fillStyle = token(hot ? "--ember" : "--ink");
  pen.beginPath();
  pen.roundRect(2, 2, 28, 28, 8);
  pen.fill();
  return canvas.toDataURL();
}

function title(): string {
  const contact = ringing.value ?? current.value;
  if (!contact) return company.value;
  const name = nameOf(contact);
  const queue = queueOf(contact);
  if (contact.state === "ringing") return t("Ringing: {queue}, {name}", { queue: queue ? inMine(queue.name) : "", name });
  if (contact.state === "wrap_up") return t("Closing: {name}", { name });
  return isChat(contact) ? t("Chat with {name}", { name }) : t("On a call: {name}", { name });
}

export function keepTab(): () => void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]") ?? document.head.appendChild(Object.assign(document.createElement("link"), { rel: "icon" }));
  const pictures = { calm: drawn(false), hot: drawn(true) };
  return effect(() => {
    const rings = ringing.value !== undefined;
    const beat = rings && Math.floor(now.value / 1000) % 2 === 0;
    document.title = beat ? `● ${title()}` : title();
    const picture = beat ? pictures.hot : pictures.calm;
    if (picture && icon.getAttribute("href") !== picture) icon.setAttribute("href", picture);
  });
}
