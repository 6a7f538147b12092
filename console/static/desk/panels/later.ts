/** The panels of rare.ts under their own names: import them from here, and they come once the desk stands. */
import { later } from "../../parts/later";

const rare = () => import("./rare");

export const CodeLine = later(async () => (await rare()).CodeLine);
export const Duplicate = later(async () => (await rare()).Duplicate);
export const Facts = later(async () => (await rare()).Facts);
export const JotRow = later(async () => (await rare()).JotRow);
export const Profile = later(async () => (await rare()).Profile);
export const WhoRow = later(async () => (await rare()).WhoRow);
export const KeySheet = later(async () => (await rare()).KeySheet);
export const ResultsRow = later(async () => (await rare()).ResultsRow);
export const NoProposal = later(async () => (await rare()).NoProposal);
export const Script = later(async () => (await rare()).Script);
export const TransferRow = later(async () => (await rare()).TransferRow);
export const Timeline = later(async () => (await rare()).Timeline);
export const WrapUp = later(async () => (await rare()).WrapUp);
