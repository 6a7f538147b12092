/** What nobody needs in the first ten seconds, as one file of its own. Only later.ts imports it. */
export { KeySheet } from "./KeySheet";
export { ResultsRow } from "./Results";
export { Script } from "./Script";
export { Timeline } from "./Timeline";
export { Facts, WrapUp } from "./WrapUp";
