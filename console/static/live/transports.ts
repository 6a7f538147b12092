/** What Engine.IO may travel over. The build puts this in the place of its own list (build.mjs). */
import { WS } from "../node_modules/engine.io-client/build/esm/transports/websocket.js";

export const transports = { websocket: WS };
