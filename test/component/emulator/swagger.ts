import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { AnsweredRequest } from "azure-importexport-emulator";
import { modelsByDiscriminator } from "./swaggerModels";

export type Schema = Record<string, unknown>;
export interface Swagger {
    readonly definitions: Record<string, Schema>;
    readonly paths: Record<
        string,
        Record<string, { operationId: string; responses: Record<string, { schema?: Schema }> }>
    >;
}

const specFolder = path.join(__dirname, "../..", "spec");

export function readSpec<T>(...file: string[]): T {
    return JSON.parse(readFileSync(path.join(specFolder, ...file), "utf8")) as T;
}

/** The first revision's names of operations, by the names of the later ones. */
const firstRevisionNames: Readonly<Record<string, string>> = {
    Locations_List: "ListLocations",
    Locations_Get: "GetLocation",
    Jobs_ListBySubscription: "Jobs_List",
    Jobs_Create: "Jobs_CreateOrUpdate",
    BitLockerKeys_List: "Jobs_ListBitLockerKeys",
    Operations_List: "ListSupportedOperations",
};

/**
 * Where our 2016-11-01 answers do not match the first revision of that swagger, and why. Each is a
 * definition replaced, or a `required` taken away; everything else is held to it.
 */
const firstRevisionAmendments: Readonly<Record<string, { readonly why: string } & Schema>> = {
    ShippingInformation: {
        why: "the recordings with 2016-11-01 answer recipientName, streetAddress1, …, not name and address",
        required: undefined,
    },
    JobProperties: {
        why: "the recordings were accepted without returnShipping, and do not answer one then",
        required: ["storageAccountId", "jobType", "diagnosticsPath"],
    },
    PackageInfomation: {
        why: "the recordings set a deliveryPackage without shipDate; later revisions require carrier and number only",
        required: ["carrierName", "trackingNumber"],
    },
    Drive: {
        why: "the recordings never answer a bitLockerKey but from listBitLockerKeys, where there is nothing else; export drives have no manifest",
        required: ["driveId"],
    },
};

/** The name here of the swagger of Microsoft.DataBox, whose operations have `DataBox.` before them. */
const dataBox = "databox";

const validators = new Map<string, ValidateFunction>();
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addFormat("int32", true);
ajv.addFormat("int64", true);
ajv.addSchema({ ...readSpec<Schema>("common-types-v2.json"), $id: "spec://common-types" });
const swaggers: Readonly<Record<string, Swagger>> = {
    "2016-11-01": loadFirstRevision(),
    "2020-08-01": loadModern("2020-08-01"),
    "2021-01-01": loadModern("2021-01-01"),
    // Microsoft.DataBox: one revision of it is at hand, and every version is held to it.
    [dataBox]: registered(
        dataBox,
        modelsByDiscriminator(
            readSpec<Swagger>("databox", "2025-07-01", "databox.jobs-subset.json"),
        ),
    ),
};

/** Operations of Microsoft.DataBox that its subset of the swagger leaves out. */
const beyondTheSubset = /^DataBox\.(Service|OperationResults)_/;

/**
 * What is wrong with an answer by the swagger of its api-version; empty: nothing.
 *
 * Answers made up by a fault are nobody's business. Refusals of every operation must be ErrorResponse
 * with a code and a message, as Resource Manager demands.
 */
export function problemsOf(answer: AnsweredRequest): string[] {
    if (answer.byFault) return [];
    const body: unknown =
        answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
    if (answer.status >= 400) return problemsOfRefusal(answer, body);
    if (answer.operation === null || answer.apiVersion === null) {
        return [`${answer.status} was answered to a request that names no operation`];
    }
    if (beyondTheSubset.test(answer.operation)) return [];
    const swagger = swaggers[swaggerNameOf(answer)];
    const responses = swagger && responsesOf(swagger, answer.operation.replace(/^DataBox\./, ""));
    if (!responses)
        return isResourceManagers(answer.operation) ? [] : [`unknown: ${title(answer)}`];
    if (answer.operation === "Jobs_Delete" && answer.status === 204) {
        // Not in the swagger: Resource Manager's contract for what was not there.
        return body === undefined ? [] : [`${title(answer)}: 204 with a body`];
    }
    const response = responses[String(answer.status)];
    if (!response) return [`${title(answer)}: the swagger has no ${answer.status}`];
    if (!response.schema) return body === undefined ? [] : [`${title(answer)}: has a body`];
    return check(answer, response.schema, body);
}

function problemsOfRefusal(answer: AnsweredRequest, body: unknown): string[] {
    const { code, message } = Object((body as { error?: unknown } | undefined)?.error) as {
        code?: unknown;
        message?: unknown;
    };
    const named = typeof code === "string" && typeof message === "string" && code && message;
    return [
        ...(answer.status >= 500 ? [`${title(answer)}: the emulator failed`] : []),
        ...(named ? [] : [`${title(answer)}: no error code or message`]),
        ...check(
            answer,
            {
                $ref: `#/definitions/${swaggerNameOf(answer) === dataBox ? "ApiError" : "ErrorResponse"}`,
            },
            body,
        ),
    ];
}

function check(answer: AnsweredRequest, schema: Schema, body: unknown): string[] {
    const ref = `spec://${swaggerNameOf(answer)}${String(schema.$ref)}`;
    const validate = validators.get(ref) ?? ajv.compile({ $ref: ref });
    validators.set(ref, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
            `${title(answer)}: ${instancePath || "the body"} ${message} ${JSON.stringify(params)}`,
    );
}

function title({ method, operation, apiVersion, status }: AnsweredRequest): string {
    return `${method} ${operation} (${apiVersion}) ${status}`;
}

/** Refusals of Resource Manager itself are held to the newest swagger of Microsoft.ImportExport. */
function swaggerNameOf({ operation, apiVersion }: AnsweredRequest): string {
    if (operation?.startsWith("DataBox.")) return dataBox;
    return swaggers[apiVersion ?? ""] ? apiVersion! : "2021-01-01";
}

function isResourceManagers(operation: string): boolean {
    return /^(ResourceGroups|Resources|Subscriptions|Providers|Tenants|ManagementLocks|StorageAccounts|Permissions)_/.test(
        operation,
    );
}

function responsesOf(
    swagger: Swagger,
    operation: string,
): Record<string, { schema?: Schema }> | undefined {
    const names = [operation, firstRevisionNames[operation]];
    return Object.values(swagger.paths)
        .flatMap((methods) => Object.values(methods))
        .find(({ operationId }) => names.includes(operationId))?.responses;
}

function loadFirstRevision(): Swagger {
    const swagger = readSpec<Swagger>("2016-11-01", "storageimportexport.json");
    for (const [name, { why: _, ...changed }] of Object.entries(firstRevisionAmendments)) {
        Object.assign(swagger.definitions[name]!, changed);
    }
    return registered("2016-11-01", swagger);
}

/** 2020-08-01 and 2021-01-01 differ in integer formats alone (reference §1.1). */
function loadModern(version: string): Swagger {
    const swagger = readSpec<Swagger>("2021-01-01", "storageimportexport.json");
    // Closed: a property that the swagger does not know is a mistake of ours.
    for (const definition of Object.values(swagger.definitions)) closeObjects(definition);
    return registered(version, swagger);
}

function registered(version: string, swagger: Swagger): Swagger {
    ajv.addSchema({ ...openEnums(swagger), $id: `spec://${version}` });
    return swagger;
}

function closeObjects(schema: Schema): void {
    if (schema.properties === undefined) return;
    schema.additionalProperties = false;
    for (const property of Object.values(schema.properties as Record<string, Schema>)) {
        closeObjects(property);
        if (typeof property.items === "object") closeObjects(property.items as Schema);
    }
}

/** An enum "modelled as string" may have other words (x-ms-enum); a foreign $ref gets our id. */
function openEnums<T>(value: T): T {
    return JSON.parse(
        JSON.stringify(value, (key, member: unknown) => {
            if (key === "$ref" && typeof member === "string") {
                return member.replace(/^.*\/common-types\/.*#/, "spec://common-types#");
            }
            const { enum: words, ...rest } = Object(member) as Schema;
            const open = (rest["x-ms-enum"] as { modelAsString?: boolean } | undefined)
                ?.modelAsString;
            return words !== undefined && open ? rest : member;
        }),
    ) as T;
}
