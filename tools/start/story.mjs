// The story, as data: three jobs, ten steps, and what must come of each. A step that comes out otherwise makes
// `npm start` fail.

/**
 * One step.
 *
 * - `title`, `why`: what the reader is told before it happens
 * - `job`: the job that it is about
 * - `config`: settings of the stack before the command: name → text, `{ secret }`, or
 *   undefined to remove it
 * - `parcel`: states that the emulator moves the parcel to before the command
 * - `days`: how far time moves before that
 * - `command`: what Pulumi is asked
 * - `meanwhile`: `{ after, state }`, in order: when Pulumi has printed `after`, the parcel moves to `state`
 * - `expect`: `refused` (Pulumi must fail), `says` (texts of its output), `requests` (method and status of
 *   every ARM request; several equal GETs in a row count as one), `state` (the emulator's word afterwards;
 *   "gone": no such job), `inStack` (whether the job is in the stack afterwards)
 * - `outcome`: the word for the table at the end
 */
export const steps = [
    ordered(
        "Order a job",
        "Two drives are on your desk. The program asks for an import job; Azure waits for the parcel.",
        "photos-1",
    ),
    {
        title: "Change your mind",
        why: "Nothing has been posted, so a destroy may simply delete the job.",
        job: "photos-1",
        command: "destroy",
        expect: { requests: ["GET 200", "DELETE 200"], state: "gone", inStack: false },
        outcome: "deleted",
    },
    ordered("Order a second job", "The same program, another name.", "photos-2"),
    {
        title: "Post the drives and announce the shipment",
        why: 'With a tracking number the program says state: "Shipping". Azure will not delete this job any more before its end.',
        job: "photos-2",
        config: { trackingNumber: { secret: "000000000002" } },
        command: "up",
        expect: { requests: ["GET 200", "PATCH 200"], state: "Shipping", inStack: true },
        outcome: "announced: Shipping",
    },
    {
        title: "Destroy while the parcel is on its way",
        why: "The destroy asks Azure to cancel the job and waits. A cancelled parcel still travels: we move it on meanwhile.",
        job: "photos-2",
        command: "destroy",
        meanwhile: [
            { after: "to end: Shipping", state: "Received" },
            { after: "to end: Received", state: "Packaging" },
            { after: "to end: Packaging", state: "Completed" },
        ],
        expect: {
            says: ["Asking Azure to cancel", "come to its end"],
            requests: ["GET 200", "PATCH 200", "GET 200", "DELETE 200"],
            state: "gone",
            inStack: false,
        },
        outcome: "cancelled, then deleted",
    },
    {
        title: "Order a third job and post its drives at once",
        why: "Order and shipment in one update: the provider orders the job, then announces the parcel.",
        job: "photos-3",
        config: { jobName: "photos-3", trackingNumber: { secret: "000000000003" } },
        command: "up",
        expect: { requests: ["GET 404", "PUT 201", "PATCH 200"], state: "Shipping", inStack: true },
        outcome: "ordered, announced: Shipping",
    },
    {
        title: "The data centre copies the drives and packs them",
        why: "No one asked for a cancellation this time. A refresh brings the new state into the stack.",
        job: "photos-3",
        days: 9,
        parcel: ["Received", "Transferring", "Packaging"],
        command: "up --refresh",
        expect: { says: ['"Packaging"'], requests: ["GET 200"], state: "Packaging", inStack: true },
        outcome: "seen: Packaging",
    },
    {
        title: "Destroy while Azure packs: refused",
        why: "Too late to cancel, too early to delete. Nothing may be lost: neither the job nor its place in the stack.",
        job: "photos-3",
        command: "destroy",
        expect: {
            refused: true,
            says: ["too late to cancel", "Wait until the job is Completed"],
            requests: ["GET 200"],
            state: "Packaging",
            inStack: true,
        },
        outcome: "refused: Packaging",
    },
    {
        title: "Time passes, and the drives are on their way back",
        why: "Four days later the job is Completed.",
        job: "photos-3",
        days: 4,
        parcel: ["Completed"],
        command: "up --refresh",
        expect: { says: ['"Completed"'], requests: ["GET 200"], state: "Completed", inStack: true },
        outcome: "seen: Completed",
    },
    {
        title: "The same destroy again",
        why: "A Completed job may be deleted.",
        job: "photos-3",
        command: "destroy",
        expect: { requests: ["GET 200", "DELETE 200"], state: "gone", inStack: false },
        outcome: "deleted",
    },
];

/** What --keep leaves: a job to play with. */
export const oneMore = {
    title: "One more job, for you",
    why: "It is Creating. What you can do with it stands below.",
    job: "photos-4",
    config: { jobName: "photos-4", trackingNumber: undefined },
    command: "up",
    expect: { requests: ["GET 404", "PUT 201"], state: "Creating", inStack: true },
    outcome: "ordered: Creating",
};

/** The program asks for a job of a name that Azure does not have. */
function ordered(title, why, job) {
    return {
        title,
        why,
        job,
        config: { jobName: job },
        command: "up",
        expect: { requests: ["GET 404", "PUT 201"], state: "Creating", inStack: true },
        outcome: "ordered: Creating",
    };
}
