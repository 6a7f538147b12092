/** Top is mine, left is read, bottom is written or said, right is who, and the keys act. */
import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { freshness } from "../../live/store/connection";
import { Sprite } from "../../parts/icons";
import { handset, ringing } from "../store/desk";
import { keysShown } from "../store/view";
import { Bay } from "./Bay";
import { KeySheet } from "./later";
import { ringingWords } from "./Pop";
import { Rail } from "./Rail";
import { Column, Sheet } from "./Sheet";
import { Top } from "./Top";

export function Desk() {
  useEffect(() => effect(() => void document.body.toggleAttribute("data-stale", freshness.value !== "fresh")), []);
  useEffect(() => void document.querySelector(".record")?.toggleAttribute("inert", keysShown.value));
  return (
    <>
      <Sprite />
      <Alert />
      <Top />
      <Bay />
      <Sheet />
      <Column />
      {keysShown.value && <KeySheet />}
      <Rail />
    </>
  );
}

/** Speaks each ringing contact once, and never again while it rings. */
function Alert() {
  const [words, setWords] = useState("");
  const contact = handset.value?.contact;
  useEffect(() => {
    const here = ringing.peek();
    setWords(here ? ringingWords(here) : "");
    if (here) keysShown.value = false;
  }, [contact]);
  return <p class="vh" role="alert">{words}</p>;
}
