import {
    announcedShipment,
    deliveryPackage,
    drive,
    exportJob,
    importJob,
    returnAddress,
    returnShipping,
} from "../../fixtures/jobInputs";
import type { PlainArgs } from "../../fixtures/jobStack";

/**
 * The commands that reach Azure. `drop` is an `up` whose program has lost its jobs, `refused` a
 * destroy that the provider refuses, `wait` a destroy of orders that Azure takes its time to cancel.
 */
export const commands = ["up", "drop", "destroy", "wait", "refused", "refresh"] as const;
export type Command = (typeof commands)[number];

/** What a command does to one job, from where it begins to where it must end, whatever happens on the way. */
export interface Operation {
    command: Command;
    /** The program before the command; a job without it does not exist yet. */
    before?: PlainArgs;
    /** The program to which the stack is brought next, before the command. */
    then?: PlainArgs;
    /** Where the parcel is when the command begins; default where `before` leaves it. */
    begins?: string;
    /** The stack has looked at the parcel there. */
    refreshed?: true;
    /** Whether the job vanishes before the command begins. */
    gone?: true;
    /** Somebody's job of that name, which the program takes over. */
    adopted?: true;
    /** The program gives the job another name, which replaces it. */
    renamed?: true;
    /** Its job is cancelled on the way: the operation asks for that. Data Box alone; Import/Export shows it. */
    cancels?: true;
    /** Azure answers without its flags. Data Box alone. */
    flagless?: true;
    /** Its first request is made by the diff, and Pulumi compares one resource after the other. */
    looksInDiff?: true;
    /** The program of the command; default `before`. */
    after?: PlainArgs;
    /** What there must be at the end. */
    ends: Ending;
}

export interface Ending {
    /** Whether the stack has the resource. */
    resource: boolean;
    /** The job's state; undefined: there is no job. */
    job?: string;
    /** Whether its cancellation is requested. Default no: nobody asked for one. */
    cancelled?: true;
}

const jobIn = (state: string): Ending => ({ resource: true, job: state });
const nothing: Ending = { resource: false };

const wish = { deletion: { waitMinutes: 2 } };
const plain = importJob(wish);
const shipped = importJob({ ...wish, properties: announcedShipment });
const cancelled = importJob({
    ...wish,
    properties: { ...announcedShipment, cancelRequested: true },
});

/** Every operation of a job. The expected ends are written by hand. */
export const operations: Readonly<Record<string, Operation>> = {
    create: { command: "up", after: { ...plain, jobName: undefined }, ends: jobIn("Creating") },
    "create-shipped": { command: "up", after: shipped, ends: jobIn("Shipping") },
    update: {
        command: "up",
        before: plain,
        after: importJob({ ...wish, tags: { team: "archive" }, properties: { deliveryPackage } }),
        ends: jobIn("Creating"),
    },
    ship: { command: "up", before: plain, after: shipped, ends: jobIn("Shipping") },
    cancel: {
        command: "up",
        before: shipped,
        after: cancelled,
        ends: { resource: true, job: "Shipping", cancelled: true },
    },
    replace: {
        command: "up",
        before: plain,
        after: { ...plain, location: "eastus" },
        looksInDiff: true,
        ends: jobIn("Creating"),
    },
    rename: {
        command: "up",
        before: plain,
        renamed: true,
        looksInDiff: true,
        ends: jobIn("Creating"),
    },
    adopt: {
        command: "up",
        adopted: true,
        after: importJob({ ...wish, adoptExisting: true }),
        ends: jobIn("Received"),
    },

    "drop-creating": { command: "drop", before: plain, ends: nothing },
    "drop-shipping": { command: "drop", before: shipped, ends: nothing },
    "drop-completed": { command: "drop", before: plain, begins: "Completed", ends: nothing },

    "delete-creating": { command: "destroy", before: plain, ends: nothing },
    "delete-shipping": { command: "destroy", before: shipped, ends: nothing },
    "delete-received": { command: "destroy", before: shipped, begins: "Received", ends: nothing },
    "delete-transferring": {
        command: "destroy",
        before: shipped,
        begins: "Transferring",
        ends: nothing,
    },
    "delete-cancelled": {
        command: "destroy",
        before: shipped,
        then: cancelled,
        begins: "Packaging",
        ends: nothing,
    },
    "delete-completed": { command: "destroy", before: plain, begins: "Completed", ends: nothing },
    "delete-export": {
        command: "destroy",
        before: exportJob(wish),
        begins: "Completed",
        refreshed: true,
        ends: nothing,
    },
    "delete-gone": { command: "destroy", before: plain, gone: true, ends: nothing },

    "refused-packaging": {
        command: "refused",
        before: shipped,
        begins: "Packaging",
        ends: jobIn("Packaging"),
    },
    "refused-closed": {
        command: "refused",
        before: shipped,
        begins: "Closed",
        ends: jobIn("Closed"),
    },
    "refused-unknown": {
        command: "refused",
        before: shipped,
        begins: "Quarantined",
        ends: jobIn("Quarantined"),
    },

    "refresh-creating": { command: "refresh", before: plain, ends: jobIn("Creating") },
    "refresh-shipping": { command: "refresh", before: shipped, ends: jobIn("Shipping") },
    "refresh-export": {
        command: "refresh",
        before: exportJob(wish),
        begins: "Packaging",
        ends: jobIn("Packaging"),
    },
    "refresh-expired": { command: "refresh", before: plain, gone: true, ends: nothing },
    "refresh-purged": {
        command: "refresh",
        before: shipped,
        gone: true,
        ends: { resource: true },
    },
};

/** What must never be readable outside of the program: every secret of the jobs above. */
export const secrets: readonly string[] = [
    drive.driveId,
    drive.bitLockerKey,
    returnShipping.carrierAccountNumber,
    deliveryPackage.trackingNumber,
    returnAddress.recipientName,
    returnAddress.streetAddress1,
    returnAddress.phone,
    returnAddress.email,
];
