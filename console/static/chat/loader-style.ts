/** The button and the panel on somebody else's page. The colours are those of css/tokens.css: that file cannot
 * be fetched from here under a shop's policy. Sizes are in px, because a shop's rem may be anything. */

export function style(theme: string | undefined): string {
  const scheme = theme === "light" || theme === "dark" ? theme : "light dark";
  return `
:host { all: initial; color-scheme: ${scheme}; --paper: light-dark(oklch(0.992 0.003 85), oklch(0.205 0.006 60)); --ink: light-dark(oklch(0.245 0.014 60), oklch(0.935 0.008 85)); --edge: light-dark(oklch(0.610 0.014 70), oklch(0.590 0.012 75)); --ember: light-dark(oklch(0.545 0.180 36), oklch(0.577 0.180 38)); }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button { position: fixed; z-index: 2147483000; inset: auto 24px 24px auto; display: flex; align-items: center; gap: 8px; min-block-size: 48px; margin: 0; padding: 0 18px 0 16px; border: 0; border-radius: 999px; background: var(--ink); color: var(--paper); font: 650 15px/1.45 "Segoe UI Variable Text", "Segoe UI", -apple-system, Roboto, "Noto Sans", "DejaVu Sans Condensed", system-ui, sans-serif; font-size-adjust: .522; font-variant-numeric: tabular-nums; letter-spacing: normal; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--ink); outline-offset: 3px; }
svg { inline-size: 20px; block-size: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
:host(.open) .chat, :host(:not(.open)) .down { display: none; }
.new { min-inline-size: 22px; padding-inline: 5px; border-radius: 999px; background: var(--ember); color: oklch(0.992 0.006 85); font-size: 13px; line-height: 22px; text-align: center; }
#panel { position: fixed; z-index: 2147483000; inset: auto 24px 84px auto; inline-size: 400px; block-size: min(600px, 100dvh - 112px); border: 1px solid var(--edge); border-radius: 6px; overflow: clip; background: var(--paper); }
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; color-scheme: ${scheme}; }
@media (max-width: 431px) {
  button { inset: auto 16px 16px auto; }
  #panel { inset: 0 0 80px; inline-size: auto; block-size: auto; border-inline: 0; border-block-start: 0; border-radius: 0; }
}
@media (max-height: 480px) { #panel { inset-block: 0 72px; block-size: auto; } button { inset-block-end: 12px; } }
@media (forced-colors: active) { button { border: 2px solid ButtonText; } }
`;
}
