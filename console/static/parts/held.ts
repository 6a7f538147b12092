/** Lists that hold something back, so that one key lets it in wherever the focus is. */
const holding: (() => void)[] = [];

export const heldLists = {
  add(letIn: () => void): () => void {
    holding.push(letIn);
    return () => void holding.splice(holding.indexOf(letIn), 1);
  },
};

/** Lets in what the list that began holding first holds back. */
export function letInNews(): void {
  holding[0]?.();
}
