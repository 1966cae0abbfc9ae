import Ajv, { type ValidateFunction } from "ajv";
import { collections, type Change, type Collection } from "./store";

const text = { type: "string" } as const;
const kept = {
    type: "object",
    required: ["subscriptionId", "resourceGroupName", "name", "location", "systemData"],
    properties: {
        subscriptionId: text,
        resourceGroupName: text,
        name: text,
        location: text,
        systemData: { type: "object" },
    },
};

/** What a record has to have, so that nothing stumbles over it later. */
const records: Readonly<Record<Collection, object>> = {
    jobs: { ...kept, required: [...kept.required, "properties"] },
    dataBoxJobs: { ...kept, required: [...kept.required, "sku", "details", "stageTimes"] },
    dataBoxOperations: { type: "object", required: ["id"], properties: { id: text } },
    locks: { type: "object", required: ["scope", "name"], properties: { scope: text, name: text } },
    storageAccounts: { type: "object" },
    resourceGroups: {
        type: "object",
        required: ["subscriptionId", "name"],
        properties: { subscriptionId: text, name: text },
    },
    registrations: { type: "string" },
    clock: { type: "number" },
};

const changeSchemas = [
    ...collections.map((collection) => ({
        type: "object",
        required: ["put"],
        additionalProperties: false,
        properties: { put: tuple({ const: collection }, text, records[collection]) },
    })),
    {
        type: "object",
        required: ["remove"],
        additionalProperties: false,
        properties: { remove: tuple({ enum: collections }, text) },
    },
];

function tuple(...items: object[]): object {
    return {
        type: "array",
        items,
        minItems: items.length,
        maxItems: items.length,
    };
}

let compiled: ValidateFunction<Change[]> | undefined;

/** Compiled for the first line: an emulator without a folder has none. */
const isLine = () =>
    (compiled ??= new Ajv({ strictTuples: false }).compile<Change[]>({
        type: "array",
        items: { anyOf: changeSchemas },
    }));

/**
 * The changes that a line of the log holds.
 *
 * @throws when the line is not one that this emulator writes
 */
export function changesIn(line: string, file: string, lineNumber: number): Change[] {
    const changes = parsed(line);
    const isOne = isLine();
    if (isOne(changes)) return changes;
    const why = changes === undefined ? "it is not JSON" : "it holds no changes of this emulator";
    throw new Error(
        `The emulator's state in "${file}" is damaged at line ${lineNumber}: ${why}. ` +
            "Correct the line, or remove the file to start empty.",
    );
}

function parsed(line: string): unknown {
    try {
        return JSON.parse(line) as unknown;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
