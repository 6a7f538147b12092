/** Duplicates by function key: each key presses the button that carries its name. All else is a plain form. */
window.addEventListener("keydown", (event: KeyboardEvent) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const button = document.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});
