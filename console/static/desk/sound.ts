/** A gentle ring of two soft notes, made here; no file, and nothing when muted. */
import { effect } from "@preact/signals";
import { muted, ringing } from "./store/desk";

const EVERY_MS = 2_400;
let context: AudioContext | undefined;

/** Browsers let a page sound only after somebody has touched it. */
export function wakeOnTouch(): void {
  const wake = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, wake, { capture: true, passive: true });
}

function note(at: number, hertz: number): void {
  if (!context) return;
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.04);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.7);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.75);
}

function ringOnce(): void {
  if (!context || context.state !== "running") return;
  note(context.currentTime + 0.02, 659);
  note(context.currentTime + 0.32, 523);
}

export function ringWhenRinging(): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = effect(() => {
    const sounding = ringing.value !== undefined && !muted.value;
    if (sounding && timer === undefined) {
      ringOnce();
      timer = setInterval(ringOnce, EVERY_MS);
    } else if (!sounding) {
      clearInterval(timer);
      timer = undefined;
    }
  });
  return () => (clearInterval(timer), stop());
}
