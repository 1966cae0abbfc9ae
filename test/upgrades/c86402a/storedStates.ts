/**
 * The stacks whose checkpoints stand beside this file: one of each service, with a resource in every condition in which
 * release c86402a leaves one. Written by hand, and never changed with the other tests' inputs.
 */
import fs from "node:fs";
import path from "node:path";
import { deliverToDcPackageDetails, exportOrder, importOrder } from "../../fixtures/diskInputs";
import { announcedShipment, exportJob, importJob } from "../../fixtures/jobInputs";
import {
    customerDiskJobs,
    importExportJobs,
    type JobKind,
    type PlainArgs,
} from "../../fixtures/jobStack";
import type { Checkpoint } from "../../harness/stack";

/** A resource as the program declares it in the end, and Azure's side of it. */
export interface StoredState {
    readonly args: PlainArgs;
    /** What was declared first, where that was something else. */
    readonly first?: PlainArgs;
    /** Below a component of this name. */
    readonly parent?: string;
    /** The resource's name before: an alias leads to it. */
    readonly formerName?: string;
    /** Replaced by creating first, against the class's will: by a transform. */
    readonly createsFirst?: true;
    /** Where its job is in Azure; null: there is none. */
    readonly azure: string | null;
    /** The job has no tag of ours. */
    readonly isUntagged?: true;
    readonly isCancelled?: true;
}

export type StateName =
    | "ordinary"
    | "adopted"
    | "untagged"
    | "child"
    | "aliased"
    | "purged"
    | "late"
    | "unread"
    | "replaced"
    | "pending"
    | "unconfirmed"
    | "vanished"
    | "halfmade"
    | "interrupted";

export interface StoredStack {
    readonly name: "importexport" | "databox";
    readonly kind: JobKind;
    readonly states: Readonly<Record<StateName, StoredState>>;
    /** Azure's word for a parcel that can no longer be cancelled and leaves traces when its job is gone. */
    readonly underWay: string;
    /** Azure's word for a job whose cancellation is over. */
    readonly cancelled: string;
    /** The method by which a shipment is announced. */
    readonly announces: string;
    /** The method that begins a job's end. */
    readonly ends: string;
}

/** The job that `replaced` had before, which Azure refused to end. */
export const replacedOld = "replaced-old";

/** Each word of the names is told in README.md. */
export const storedStacks: readonly StoredStack[] = [
    {
        name: "importexport",
        kind: importExportJobs,
        underWay: "Packaging",
        cancelled: "Completed",
        announces: "PATCH",
        ends: "DELETE",
        states: {
            ordinary: { args: importJob({ tags: { team: "archive" } }), azure: "Creating" },
            adopted: {
                args: importJob({ adoptExisting: true }),
                azure: "Creating",
                isUntagged: true,
            },
            untagged: { args: importJob(), azure: "Creating", isUntagged: true },
            child: { args: importJob(), parent: "desk", azure: "Creating" },
            aliased: {
                args: importJob({ jobName: "before" }),
                formerName: "before",
                azure: "Creating",
            },
            purged: { args: importJob({ properties: announcedShipment }), azure: null },
            late: {
                args: importJob({ properties: announcedShipment }),
                azure: "Shipping",
                isCancelled: true,
            },
            unread: { args: exportJob(), azure: "Completed" },
            replaced: {
                first: importJob({ jobName: replacedOld }),
                args: importJob(),
                createsFirst: true,
                azure: "Creating",
            },
            pending: { first: importJob(), args: importJob({ location: "eastus" }), azure: null },
            unconfirmed: { args: importJob(), azure: "Creating" },
            vanished: { args: importJob(), azure: null },
            halfmade: { args: importJob({ properties: announcedShipment }), azure: "Creating" },
            interrupted: { args: importJob(), azure: "Creating" },
        },
    },
    {
        name: "databox",
        kind: customerDiskJobs,
        underWay: "DataCopy",
        cancelled: "Cancelled",
        announces: "POST",
        ends: "POST",
        states: {
            ordinary: { args: importOrder({ tags: { team: "archive" } }), azure: "Created" },
            adopted: {
                args: importOrder({ adoptExisting: true }),
                azure: "Created",
                isUntagged: true,
            },
            untagged: { args: importOrder(), azure: "Created", isUntagged: true },
            child: { args: importOrder(), parent: "desk", azure: "Created" },
            aliased: {
                args: importOrder({ jobName: "before" }),
                formerName: "before",
                azure: "Created",
            },
            purged: { args: importOrder({ deliverToDcPackageDetails }), azure: null },
            late: { args: importOrder(), azure: "Created", isCancelled: true },
            unread: { args: exportOrder({ deliverToDcPackageDetails }), azure: "Completed" },
            replaced: {
                first: importOrder({ jobName: replacedOld }),
                args: importOrder(),
                createsFirst: true,
                azure: "Created",
            },
            pending: {
                first: importOrder(),
                args: importOrder({ location: "eastus" }),
                azure: null,
            },
            unconfirmed: { args: importOrder(), azure: "Created" },
            vanished: { args: importOrder(), azure: null },
            halfmade: { args: importOrder({ deliverToDcPackageDetails }), azure: "Created" },
            interrupted: { args: importOrder(), azure: "Created" },
        },
    },
];

export const fileOf = ({ name }: Pick<StoredStack, "name">) => path.join(__dirname, `${name}.json`);

export function readCheckpoint(stack: Pick<StoredStack, "name">): Checkpoint {
    return JSON.parse(fs.readFileSync(fileOf(stack), "utf8")) as Checkpoint;
}

/** A program that declares what `jobs.json` says. */
export const programOf = ({ className }: JobKind) => `
    const fs = require("node:fs");
    const pulumi = require("@pulumi/pulumi");
    const { ${className} } = require("pulumi-azure-importexport");
    const createFirst = ({ props, opts }) => ({ props, opts: { ...opts, deleteBeforeReplace: false } });
    for (const [name, job] of Object.entries(JSON.parse(fs.readFileSync("jobs.json", "utf8")))) {
        new ${className}(name, job.args, {
            ...(job.parent && { parent: new pulumi.ComponentResource("test:Desk", job.parent) }),
            ...(job.formerName && { aliases: [{ name: job.formerName }] }),
            ...(job.createsFirst && { transforms: [createFirst] }),
        });
    }
`;

/** What `jobs.json` holds of a resource. */
export function declared(name: string, state: StoredState, args: PlainArgs = state.args) {
    const { parent, formerName, createsFirst } = state;
    return { args: { jobName: name, ...args }, parent, formerName, createsFirst };
}

/** The job of these arguments, as ARM has it. What only a PATCH may send is left out. */
export function planted(args: PlainArgs): {
    location?: string;
    properties: Record<string, unknown>;
} {
    const { location, properties, transferType, details } = args as Record<string, unknown> & {
        location?: string;
        properties?: Record<string, unknown>;
    };
    const {
        state: _announced,
        export: selection,
        ...accepted
    } = properties ?? { transferType, details };
    return {
        location,
        properties: selection ? { ...accepted, export: { blobList: selection } } : accepted,
    };
}
