import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { ArmError, invalidRequest } from "../arm/error";
import type { WritableProperties } from "./job";

// The swagger's models, with what its first revision alone says about required and allowed values
// (spec/2016-11-01). Unknown properties are dropped without a word: clients put back what GET gave.

const text = { type: "string" };
const word = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 0 };

function record(required: readonly string[], properties: Record<string, unknown>): object {
    return { type: "object", required, properties, additionalProperties: false };
}

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

// ARM's own limits on tags.
const tags = {
    type: "object",
    maxProperties: 50,
    propertyNames: { maxLength: 512 },
    additionalProperties: { type: "string", maxLength: 256 },
};

const ajv = new Ajv({ strict: true, allErrors: false, removeAdditional: true });

/** The body of a PUT, after absent and null were made the same. */
export interface PutBody {
    readonly location: string;
    readonly tags?: Record<string, string>;
    readonly properties: Partial<WritableProperties> &
        Pick<WritableProperties, "storageAccountId" | "jobType"> & {
            readonly export?: { readonly blobListblobPath?: string };
        };
}

const putBody = ajv.compile<PutBody>(
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

const patchBody = ajv.compile<PatchBody>({
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

const patchedProperties = ajv.compile<Partial<WritableProperties>>(record([], settableProperties));

/** The properties that a PATCH may change (the swagger's UpdateJobParameters). */
export const patchableProperties = Object.keys(settableProperties);

/** @throws ArmError 400 that names the property. */
export function readPutBody(body: unknown): PutBody {
    return accepted(putBody, withoutNulls(body), "");
}

/** @throws ArmError 400 that names the property. */
export function readPatchBody(body: unknown): PatchBody {
    return accepted(patchBody, body, "");
}

/** Checks the properties that a PATCH leads to. @throws ArmError 400 that names the property. */
export function checkPatched(properties: object): Partial<WritableProperties> {
    return accepted(patchedProperties, structuredClone(properties), "/properties");
}

function accepted<T>(schema: ValidateFunction<T>, body: unknown, under: string): T {
    if (schema(body)) return body;
    throw refusal(schema.errors?.[0], under);
}

function refusal(error: ErrorObject | undefined, under: string): Error {
    const missing = error?.keyword === "required" ? `/${String(error.params.missingProperty)}` : "";
    const target = `${under}${error?.instancePath ?? ""}${missing}`
        .slice(1)
        .replaceAll("/", ".")
        .replace(/\.(\d+)/g, "[$1]");
    const allowed =
        error?.keyword === "enum" ? `: ${(error.params.allowedValues as string[]).join(", ")}` : "";
    if (target === "location" && missing) {
        const message = "The location property is required for this definition.";
        return new ArmError(400, "LocationRequired", message, { target });
    }
    const problem = missing ? "is required" : `${error?.message}${allowed}`;
    return invalidRequest(
        `The request content was invalid: '${target || "the body"}' ${problem}.`,
        target || undefined,
    );
}

function withoutNulls(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutNulls);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, member]) => member !== null)
            .map(([name, member]) => [name, withoutNulls(member)]),
    );
}
