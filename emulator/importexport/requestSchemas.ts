import {
    accepted,
    bodySchema,
    record,
    tags,
    text,
    withoutNulls,
    word,
} from "../jobs/requestSchema";
import type { WritableProperties } from "./job";

// The swagger's models, with what its first revision alone says about required and allowed values
// (spec/2016-11-01).

const count = { type: "integer", minimum: 0 };

const addressLines = {
    recipientName: word,
    streetAddress1: word,
    streetAddress2: text,
    city: word,
    stateOrProvince: text,
    postalCode: word,
    countryOrRegion: word,
    phone: word,
    email: word,
};

const drive = record(["driveId", "manifestFile", "manifestHash"], {
    driveId: { type: "string", pattern: "^\\S+$" },
    bitLockerKey: word,
    manifestFile: word,
    manifestHash: word,
    driveHeaderHash: text,
});

const settableProperties = {
    returnAddress: record(
        [
            "recipientName",
            "streetAddress1",
            "city",
            "postalCode",
            "countryOrRegion",
            "phone",
            "email",
        ],
        addressLines,
    ),
    returnShipping: record(["carrierName", "carrierAccountNumber"], {
        carrierName: word,
        carrierAccountNumber: word,
    }),
    deliveryPackage: record(["carrierName", "trackingNumber"], {
        carrierName: word,
        trackingNumber: word,
        driveCount: count,
        shipDate: text,
    }),
    logLevel: { enum: ["Error", "Verbose"] },
    backupDriveManifest: { type: "boolean" },
    driveList: { type: "array", maxItems: 10, items: drive },
};

const blobNames = { type: "array", items: text };

/** In answers only, as far as a job can be made with it: a job as GET shows it may be planted. */
const answeredProperties = [
    "cancelRequested",
    "state",
    "percentComplete",
    "provisioningState",
    "incompleteBlobListUri",
    "returnPackage",
    "shippingInformation",
];
const plantedDrive = record([], {
    ...(drive as { properties: object }).properties,
    state: {},
    copyStatus: {},
    percentComplete: {},
    verboseLogUri: {},
    errorLogUri: {},
    manifestUri: {},
    bytesSucceeded: {},
});

const jobProperties = record(["storageAccountId", "jobType"], {
    ...settableProperties,
    storageAccountId: word,
    jobType: { enum: ["Import", "Export"] },
    diagnosticsPath: text,
    export: record([], {
        blobList: record([], { blobPath: blobNames, blobPathPrefix: blobNames }),
        blobListBlobPath: text,
        blobListblobPath: text,
    }),
    encryptionKey: record([], {
        kekType: { enum: ["MicrosoftManaged", "CustomerManaged"] },
        kekUrl: text,
        kekVaultResourceID: text,
    }),
});

/** The body of a PUT, after absent and null were made the same. */
export interface PutBody {
    readonly location: string;
    readonly tags?: Record<string, string>;
    readonly properties: Partial<WritableProperties> &
        Pick<WritableProperties, "storageAccountId" | "jobType"> & {
            readonly export?: { readonly blobListblobPath?: string };
        };
}

const putBody = bodySchema<PutBody>(
    record(["location", "properties"], { location: word, tags, properties: jobProperties }),
);

/** The body of a PATCH before it is merged; null takes a value away. */
export interface PatchBody {
    readonly tags?: Record<string, string> | null;
    readonly properties?: {
        readonly cancelRequested?: boolean | null;
        readonly state?: string | null;
        readonly [settable: string]: unknown;
    };
}

const patchBody = bodySchema<PatchBody>({
    type: "object",
    properties: {
        tags: { ...tags, type: ["object", "null"] },
        properties: {
            type: "object",
            properties: {
                cancelRequested: { type: ["boolean", "null"] },
                state: { type: ["string", "null"] },
            },
        },
    },
});

const patchedProperties = bodySchema<Partial<WritableProperties>>(record([], settableProperties));

/** What a planted job's properties may be: what the PUT takes, and what an answer shows beside, which is passed over. */
const plantedProperties = bodySchema<object>(
    record([], {
        ...(jobProperties as { properties: object }).properties,
        ...Object.fromEntries(answeredProperties.map((name) => [name, {}])),
        driveList: { type: "array", items: plantedDrive },
    }),
    "refused",
);

/** @throws ArmError 400 that names a property that no PUT takes: `export.blobPathPrefix`, where ARM nests it in `blobList` */
export function checkPlanted(properties: object | undefined): void {
    accepted(
        plantedProperties,
        withoutNulls(properties ?? {}),
        "/properties",
        "is not known to the service",
    );
}

/** The properties that a PATCH may change (the swagger's UpdateJobParameters). */
export const patchableProperties = Object.keys(settableProperties);

/** @throws ArmError 400 that names the property. */
export function readPutBody(body: unknown): PutBody {
    return accepted(putBody, withoutNulls(body));
}

/** @throws ArmError 400 that names the property. */
export function readPatchBody(body: unknown): PatchBody {
    return accepted(patchBody, body);
}

/** Checks the properties that a PATCH leads to. @throws ArmError 400 that names the property. */
export function checkPatched(properties: object): Partial<WritableProperties> {
    return accepted(patchedProperties, structuredClone(properties), "/properties");
}
