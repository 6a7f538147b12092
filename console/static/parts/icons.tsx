/** Our own drawings, 16 by 16, one stroke. `<Sprite/>` stands once on a page; `<Icon name/>` uses it. */

const SHAPES = {
  mark: <path d="M8 1.5v13M8 5.5C5.8 5.5 4 4.2 3.8 2.3 6 2.3 7.8 3.5 8 5.5ZM8 5.5c2.2 0 4-1.3 4.2-3.2C10 2.3 8.2 3.5 8 5.5ZM8 9.7c-2.2 0-4-1.3-4.2-3.2C6 6.5 7.8 7.7 8 9.7ZM8 9.7c2.2 0 4-1.3 4.2-3.2C10 6.5 8.2 7.7 8 9.7ZM8 13.5c-2 0-3.5-1-3.8-2.7 2 0 3.6 1 3.8 2.7ZM8 13.5c2 0 3.5-1 3.8-2.7-2 0-3.6 1-3.8 2.7Z" />,
  phone: <path d="M4.2 2.5 6 2.3l1.2 3-1.5 1.2a8 8 0 0 0 3.8 3.8l1.2-1.5 3 1.2-.2 1.8c-.1 1-.9 1.7-1.9 1.7C6.7 13.3 2.7 9.3 2.5 4.4c0-1 .7-1.8 1.7-1.9Z" />,
  chat: <path d="M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2Z" />,
  hold: <path d="M6 3.5v9M10 3.5v9" />,
  mute: <path d="M8 2a1.8 1.8 0 0 1 1.8 1.8v3.4a1.8 1.8 0 0 1-3.6 0V3.8A1.8 1.8 0 0 1 8 2ZM3.8 7.5a4.2 4.2 0 0 0 8.4 0M8 11.7V14" />,
  transfer: <path d="M2.5 5.5h10M9.8 2.8l2.7 2.7-2.7 2.7M13.5 11h-10M6.2 8.3 3.5 11l2.7 2.7" />,
  hangup: <path d="M1.8 8.8c3.6-3.3 8.8-3.3 12.4 0l-1.5 2-2.5-1V8.1a7.5 7.5 0 0 0-4.4 0v1.7l-2.5 1Z" />,
  search: <><circle cx="7" cy="7" r="4.3" /><path d="m10.3 10.3 3.2 3.2" /></>,
  seen: <><circle cx="8" cy="8" r="5.7" stroke-dasharray="2.200 2.270" /><path d="M8 8.8v.2M8 5v.2" stroke="none" /><circle cx="8" cy="8" r="1.4" /></>,
  pin: <path d="M4.5 2h7v12L8 11.3 4.5 14Z" />,
  lock: <path d="M3.5 7.2h9v6.3h-9ZM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2" />,
  cart: <><path d="M1.8 3h2l1.5 7h6.9l1.5-5H4.3" /><circle cx="6" cy="12.8" r=".9" /><circle cx="11.5" cy="12.8" r=".9" /></>,
  box: <path d="M2.5 5 8 2.3 13.5 5v6L8 13.7 2.5 11ZM2.5 5 8 7.7 13.5 5M8 7.7v6" />,
  check: <path d="m3 8.5 3.3 3.3L13 4.8" />,
  clip: <path d="m13 7.5-5.3 5.3a3.1 3.1 0 0 1-4.4-4.4L9 2.7a2.1 2.1 0 0 1 3 3l-5.5 5.5a1 1 0 0 1-1.5-1.5L10 4.8" />,
  doc: <path d="M3.5 1.8h6l3 3v9.4h-9ZM9.5 1.8v3h3M5.8 8h4.4M5.8 10.8h4.4" />,
  read: <path d="m1 8.5 3 3L10.5 4.8M7.5 11l.6.5L14.8 4.8" />,
  shield: <><path d="M8 1.8 13 3.6v4c0 3-2 5.4-5 6.6-3-1.2-5-3.6-5-6.6v-4Z" /><path d="m5.7 7.8 1.7 1.7 3-3.2" /></>,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  send: <path d="M2 8 14 2.5 10.5 13.5 7.5 9Z" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  mail: <><path d="M2 3.5h12v9H2Z" /><path d="m2.3 4 5.7 4.5L13.7 4" /></>,
  save: <path d="M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11" />,
  basket: <path d="M1.8 6.5h12.4L12.8 13.5H3.2ZM4.5 6.5 7 2M11.5 6.5 9 2" />,
  flag: <path d="M4 14V2.5h7.5L9.8 5.5l1.7 3H4" />,
  note: <path d="M3.5 2.5h9v11h-9ZM6 6h4M6 9h4" />,
};

export type IconName = keyof typeof SHAPES;

export function Sprite() {
  return (
    <svg width="0" height="0" class="sprite" aria-hidden="true">
      <defs>
        {Object.entries(SHAPES).map(([name, shape]) => (
          <symbol id={`i-${name}`} key={name} viewBox="0 0 16 16">
            {shape}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}

/** Decoration only: whatever an icon means is said in words beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
