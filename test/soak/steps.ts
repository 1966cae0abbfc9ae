import type { FaultAction, FaultRequest } from "azure-importexport-emulator";
import fc from "fast-check";
import { announcedShipment, drive, exportJob, importJob } from "../fixtures/jobInputs";
import type { PlainJobArgs } from "../fixtures/jobInputs";

/** The resources that a random program may have. */
export const resourceNames = ["ada", "bob", "cyd"] as const;
export type ResourceName = (typeof resourceNames)[number];

/** A job of a random program, told by what is not usual about it. */
export interface JobWish {
    type?: string;
    location?: string;
    tags?: Record<string, string>;
    shipment?: string;
    otherKey?: boolean;
    cancelRequested?: boolean;
    adoptExisting?: boolean;
    renamed?: boolean;
    deletion?: Record<string, unknown>;
}

/** A program: the jobs that it declares. */
export type Program = Partial<Record<ResourceName, JobWish>>;

/** What strikes while a command runs. */
export interface Trouble {
    /** Of the emulator, at any request of the command. */
    faults: FaultRequest[];
    /** Pulumi does not learn the answer to its n-th write: it was killed before it could write it down. */
    crashesAtWrite?: number;
}

/** One thing that happens to a stack or to its parcels. */
export type Step =
    | { do: "up"; program: Program; trouble: Trouble }
    | { do: "refresh"; trouble: Trouble }
    | { do: "destroy"; trouble: Trouble }
    | { do: "move"; resource: ResourceName; state: string | null }
    | { do: "days"; days: number }
    | { do: "vanish"; resource: ResourceName }
    | { do: "somebody makes"; resource: ResourceName; state: string };

const wish: fc.Arbitrary<JobWish> = fc.record(
    {
        type: fc.constantFrom("Import", "Import", "Export"),
        location: fc.constantFrom("westus", "westus", "eastus"),
        tags: fc.constantFrom<Record<string, string>>(
            {},
            { team: "archive" },
            { Team: "tape", cost: "7" },
        ),
        shipment: fc.constantFrom("packed", "announced"),
        otherKey: fc.boolean(),
        cancelRequested: fc.constantFrom(true),
        adoptExisting: fc.boolean(),
        renamed: fc.boolean(),
        deletion: fc.record(
            {
                waitMinutes: fc.constantFrom(0, 0, 0.01),
                inFlight: fc.constantFrom("refuse"),
                whenTimeIsUp: fc.constantFrom("forget"),
                whenUndeletable: fc.constantFrom("forget"),
                discardKeys: fc.boolean(),
            },
            { requiredKeys: [] },
        ),
    },
    { requiredKeys: [], noNullPrototype: true },
);

/** The arguments that a resource's wish stands for. */
export function argsOf(resource: ResourceName, wish: JobWish): PlainJobArgs {
    const { type, renamed, shipment, otherKey, cancelRequested, deletion, ...more } = wish;
    const { deliveryPackage } = announcedShipment;
    const properties: Record<string, unknown> = {
        ...(shipment === "packed" ? { deliveryPackage } : {}),
        ...(shipment === "announced" ? announcedShipment : {}),
        ...(cancelRequested ? { cancelRequested } : {}),
    };
    const bitLockerKey = drive.bitLockerKey.replace("238810", "111111");
    if (otherKey && type !== "Export") properties.driveList = [{ ...drive, bitLockerKey }];
    const jobName = renamed ? `${resource}-again` : resource;
    const all = { ...more, jobName, deletion: { waitMinutes: 0, ...deletion }, properties };
    return type === "Export" ? exportJob(all) : importJob(all);
}

const program: fc.Arbitrary<Program> = fc.record(
    { ada: wish, bob: wish, cyd: wish },
    { requiredKeys: [], noNullPrototype: true },
);

const action: fc.Arbitrary<FaultAction> = fc.oneof(
    fc.constantFrom<FaultAction>(
        { type: "drop", when: "before" },
        { type: "drop", when: "after" },
        { type: "answer", status: 503, when: "before" },
        { type: "answer", status: 500, when: "after" },
        {
            type: "answer",
            status: 409,
            body: { error: { code: "ScopeLocked", message: "locked" } },
        },
        { type: "answer", status: 403, body: { error: { code: "AuthorizationFailed" } } },
        { type: "answer", status: 404, body: "<html>not here</html>" },
        { type: "answer", status: 200, body: {} },
        { type: "throttle", retryAfterSeconds: 0 },
        { type: "staleRead" },
        { type: "truncateBody" },
        { type: "wrongContentType" },
        { type: "expiredToken" },
        { type: "removeJob" },
    ),
    fc
        .constantFrom("Shipping", "Received", "Transferring", "Packaging", "Completed", "Closed")
        .map((state): FaultAction => ({ type: "moveJob", state })),
);

const fault: fc.Arbitrary<FaultRequest> = fc
    .record<FaultRequest>({
        match: fc.record({ nth: fc.integer({ min: 1, max: 8 }) }),
        times: fc.constantFrom(1, 1, 3, "always" as const),
        action,
    })
    // Azure that throttles for ever is waited for, for a quarter of an hour.
    .filter(({ action, times }) => action.type !== "throttle" || times !== "always");

const trouble: fc.Arbitrary<Trouble> = fc.record({
    faults: fc.oneof(
        { weight: 3, arbitrary: fc.constant<FaultRequest[]>([]) },
        {
            weight: 2,
            arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }),
        },
    ),
    crashesAtWrite: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 4 }),
});

const resource = fc.constantFrom(...resourceNames);
const states = [
    "Creating",
    "Shipping",
    "Received",
    "Transferring",
    "Packaging",
    "Closed",
    "Completed",
];

/** A random step; commands come more often than what happens around them. */
export const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant("up" as const), program, trouble }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("refresh" as const), trouble }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("destroy" as const), trouble }) },
    {
        weight: 5,
        arbitrary: fc.record({
            do: fc.constant("move" as const),
            resource,
            state: fc.constantFrom<string | null>(...states, ...states, "Quarantined", null),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            do: fc.constant("days" as const),
            days: fc.constantFrom(1, 15, 91),
        }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("vanish" as const), resource }) },
    {
        weight: 1,
        arbitrary: fc.record({
            do: fc.constant("somebody makes" as const),
            resource,
            state: fc.constantFrom("Creating", "Shipping", "Completed"),
        }),
    },
);
