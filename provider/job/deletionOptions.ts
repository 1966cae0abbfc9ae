/** How a job is deleted, as far as jobs of every service have the same options. What a stack writes is in each `jobArgs.ts`. */

/** The deletion options with every default filled in. */
export interface Deletion {
    inFlight: "cancel" | "refuse";
    waitMinutes: number;
    whenTimeIsUp: "fail" | "forget";
    whenUndeletable: "fail" | "forget";
    discardKeys: boolean;
}

/** The defaults; design: "Delete" in docs/lifecycle.md. */
export const deletionDefaults: Readonly<Deletion> = {
    inFlight: "cancel",
    waitMinutes: 10,
    whenTimeIsUp: "fail",
    whenUndeletable: "fail",
    discardKeys: false,
};
