/** Times that count by themselves. Each draws alone, so a tick draws nothing else. */
import { span } from "../live/format";
import { secondsSince, secondsUntil } from "../live/store/clock";

/** 2:14 since a moment. */
export function Since({ at }: { at: string | null }) {
  return <>{span(secondsSince(at))}</>;
}

/** 14 s until a moment. */
export function Left({ until }: { until: string | null }) {
  return <>{Math.ceil(secondsUntil(until))} s</>;
}
