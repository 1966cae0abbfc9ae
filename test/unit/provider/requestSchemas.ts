/** Request bodies by the official API descriptions: nothing that is not written down, and nothing that only Azure writes. */
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";

type Schema = Record<string, unknown>;
type Models = Record<string, Schema>;

const folder = path.resolve(__dirname, "../../spec");

/** TrackedResource and UserAssignedIdentity of common-types v3, as far as a request has them. */
const commonTypes: Models = {
    TrackedResource: {
        properties: {
            location: { type: "string" },
            tags: { type: "object", additionalProperties: { type: "string" } },
        },
        required: ["location"],
    },
    UserAssignedIdentity: { type: "object", properties: {} },
};

/** Says what is wrong with a body, each as a line; empty: nothing. */
export type Problems = (body: unknown) => string[];

/**
 * @param file below test/spec
 * @param model the name of the body's definition
 */
export function bodiesOf(file: string, model: string): Problems {
    const text = readFileSync(path.join(folder, file), "utf8");
    const { definitions } = JSON.parse(text) as { definitions: Models };
    const written: Models = { ...definitions, ...commonTypes };
    const closed = Object.fromEntries(
        Object.keys(written).map((name) => [name, closedModel(name, written)]),
    );
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile({ $ref: `#/definitions/${model}`, definitions: closed });
    return (body) => {
        // As it goes onto the wire: without what is undefined.
        if (validate(JSON.parse(JSON.stringify(body)))) return [];
        return (validate.errors ?? []).map(
            ({ instancePath, message, params }) =>
                `${instancePath || "the body"} ${message} ${JSON.stringify(params)}`,
        );
    };
}

/** A model with what it is all of, or, with a discriminator, the one that the value names. */
function closedModel(name: string, written: Models): Schema {
    const model = written[name]!;
    const discriminator = model.discriminator as string | undefined;
    const kinds = Object.entries(written).filter(([, other]) => basesOf(other).includes(name));
    if (discriminator === undefined || kinds.length === 0) return closed(flattened(model, written));
    return {
        required: [discriminator],
        properties: {
            [discriminator]: {
                enum: kinds.map(([, kind]) => kind["x-ms-discriminator-value"]),
            },
        },
        allOf: kinds.map(([other, kind]) => ({
            if: { properties: { [discriminator]: { const: kind["x-ms-discriminator-value"] } } },
            then: { $ref: `#/definitions/${other}` },
        })),
    };
}

function flattened(model: Schema, written: Models): Schema {
    return basesOf(model).reduce<Schema>(
        (whole, base) => {
            const { properties, required } = flattened(written[base]!, written);
            return {
                ...whole,
                properties: { ...(properties as object), ...(whole.properties as object) },
                required: [...list(required), ...list(whole.required)],
            };
        },
        { ...model },
    );
}

function closed(model: Schema): Schema {
    const { allOf: _, discriminator: __, ...own } = model;
    return sealed(own) as Schema;
}

/** No property beyond the written ones, none that is read-only, and references by the model's name. */
function sealed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sealed);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, properties, enum: words, ...others } = value as Schema;
    if (typeof $ref === "string") return { $ref: `#/definitions/${$ref.split("/").at(-1)}` };
    const open = (others["x-ms-enum"] as { modelAsString?: boolean } | undefined)?.modelAsString;
    const rest = {
        ...(sealedValues(others) as object),
        ...(words !== undefined && !open && { enum: words }),
    };
    if (typeof properties !== "object" || properties === null) return rest;
    const all = Object.entries(properties as Models);
    const writable = all.filter(([, { readOnly }]) => readOnly !== true);
    const names = writable.map(([name]) => name);
    return {
        ...rest,
        additionalProperties: false,
        properties: Object.fromEntries(writable.map(([name, one]) => [name, sealed(one)])),
        required: list(others.required).filter((name) => names.includes(name)),
    };
}

function sealedValues(schema: Schema): Schema {
    return Object.fromEntries(
        Object.entries(schema).map(([key, value]) => [
            key,
            ["items", "additionalProperties"].includes(key) ? sealed(value) : value,
        ]),
    );
}

function basesOf(model: Schema): string[] {
    const all = (model.allOf ?? []) as { $ref: string }[];
    return all.map(({ $ref }) => $ref.split("/").at(-1)!);
}

function list(value: unknown): string[] {
    return (value ?? []) as string[];
}
