import type { ObservedCell } from "../job/lifecycleRules";

/** What was seen on the real Azure. Written by `npm run live -- --read report.json`. */
export const observedCells: readonly ObservedCell[] = [];
