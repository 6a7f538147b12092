/** What nobody needs in the first ten seconds, as one file of its own. Only later.ts imports it. */
export { CodeLine } from "./Code";
export { DoubtBox, Duplicate } from "./Duplicate";
export { JotRow } from "./Jot";
export { Profile } from "./Profile";
export { WhoRow } from "./Who";
export { TransferRow } from "./Transfer";
export { KeySheet } from "./KeySheet";
export { ResultsRow } from "./Results";
export { NoProposal } from "./Sums";
export { Script } from "./Script";
export { Timeline } from "./Timeline";
export { Facts, WrapUp } from "./WrapUp";
