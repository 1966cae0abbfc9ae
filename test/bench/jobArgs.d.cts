/** The arguments of a job of nobody, with two drives, for each contestant the same. */
export declare function jobArgs(jobName: string): Record<string, unknown>;
export declare function jobProperties(jobName: string): Record<string, unknown>;
