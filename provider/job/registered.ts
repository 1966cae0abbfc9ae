import type { JobAddress } from "./armJob";
import type { Finding } from "./findings";

/**
 * A resource as `check` and `diff` see it; `check` is told no id, and the settings may give the rest.
 *
 * `lacks`: what an adoption is content with, and a new job would not be made of.
 */
export type Registered = Partial<JobAddress> & { owner?: string; lacks?: readonly Finding[] };
