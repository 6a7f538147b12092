/** An article step by step: what is said to the customer in the voice of what is said, what to do beside it. */
import type { ArticlePage, Step } from "../../live/wire";
import { t } from "../../live/words";
import { Key } from "../../parts/Keys";

interface Reading {
  article: ArticlePage;
  at: number;
  go: (to: number) => void;
}

export function Aloud({ article, at, go }: Reading) {
  const { steps } = article;
  const step = steps[at];
  if (!step) return null;
  return (
    <div class="aloud" role="group" aria-label={t("Read aloud")}>
      <div class="say-step" role="status">
        <p class="small quiet"><span class="num">{at + 1}/{steps.length}</span>{step.part && <> {step.part}</>}</p>
        <Lines step={step} />
      </div>
      <progress class="vh" max={steps.length} value={at + 1} aria-label={t("Read so far")} />
      <p class="acts">
        <button type="button" class="btn" aria-disabled={at === 0} onClick={() => go(at - 1)}>{t("Step before")} <Key chord="←" /></button>{" "}
        <button type="button" class="btn" aria-disabled={at === steps.length - 1} onClick={() => go(at + 1)}>{t("Next step")} <Key chord="→" /></button>
        {steps[at + 1] && <span class="small quiet one-line">{t("Then:")} {first(steps[at + 1]!)}</span>}
      </p>
    </div>
  );
}

/** Where nothing is marked as said, everything is. */
function Lines({ step }: { step: Step }) {
  const spoken = step.lines.some((line) => line.some(([, said]) => said));
  return (
    <>
      {step.lines.map((line, index) => (
        <p key={index} class={spoken ? undefined : "say"}>
          {line.map(([text, said], piece) => (said ? <span key={piece} class="say">{text}</span> : text))}
        </p>
      ))}
    </>
  );
}

const first = (step: Step) => step.lines[0]?.map(([text]) => text).join("") ?? "";
