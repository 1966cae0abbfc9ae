import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { ArmError, invalidRequest } from "../arm/error";

// The schemas of both services' bodies are built from these. Unknown properties are dropped without
// a word, because clients put back what GET gave, unless a schema says otherwise.

export const text = { type: "string" };
export const word = { type: "string", minLength: 1 };

export const dateTime = { type: "string", format: "date-time" };

export function record(required: readonly string[], properties: Record<string, unknown>): object {
    return { type: "object", required, properties, additionalProperties: false };
}

/** ARM's own limits on tags. */
export const tags = {
    type: "object",
    maxProperties: 50,
    propertyNames: { maxLength: 512 },
    additionalProperties: { type: "string", maxLength: 256 },
};

const dropping = new Ajv({
    strict: true,
    strictRequired: false,
    allErrors: false,
    removeAdditional: true,
    discriminator: true,
});
const refusing = new Ajv({
    strict: true,
    strictRequired: false,
    allErrors: false,
    discriminator: true,
});

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
for (const ajv of [dropping, refusing]) {
    ajv.addFormat("date-time", (text) => instant.test(text) && !Number.isNaN(Date.parse(text)));
}

/** A body schema, compiled when the first body comes: compiling all takes longer than starting the emulator otherwise. */
export type BodySchema<T> = () => ValidateFunction<T>;

/** A body schema; `unknown`: what becomes of properties that it does not know. Default dropped. */
export function bodySchema<T>(
    schema: object,
    unknown: "dropped" | "refused" = "dropped",
): BodySchema<T> {
    let compiled: ValidateFunction<T> | undefined;
    return () => (compiled ??= (unknown === "dropped" ? dropping : refusing).compile<T>(schema));
}

/**
 * @param under where in the request the body stands
 * @param ofUnknown what is wrong with a property that the schema does not know
 * @throws ArmError 400 that names the property
 */
export function accepted<T>(
    schema: BodySchema<T>,
    body: unknown,
    under = "",
    ofUnknown = "cannot be changed",
): T {
    const isAccepted = schema();
    if (isAccepted(body)) return body;
    throw refusal(isAccepted.errors?.[0], under, ofUnknown);
}

function refusal(error: ErrorObject | undefined, under: string, ofUnknown: string): Error {
    const missing = error?.keyword === "required" ? `/${String(error.params.missingProperty)}` : "";
    const unknown =
        error?.keyword === "additionalProperties"
            ? `/${String(error.params.additionalProperty)}`
            : "";
    const target = `${under}${error?.instancePath ?? ""}${missing}${unknown}`
        .slice(1)
        .replaceAll("/", ".")
        .replace(/\.(\d+)/g, "[$1]");
    const allowed =
        error?.keyword === "enum" ? `: ${(error.params.allowedValues as string[]).join(", ")}` : "";
    if (target === "location" && missing) {
        const message = "The location property is required for this definition.";
        return new ArmError(400, "LocationRequired", message, { target });
    }
    const problem = missing ? "is required" : unknown ? ofUnknown : `${error?.message}${allowed}`;
    return invalidRequest(
        `The request content was invalid: '${target || "the body"}' ${problem}.`,
        target || undefined,
    );
}

/** The body with null members taken for absent ones. */
export function withoutNulls(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutNulls);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, member]) => member !== null)
            .map(([name, member]) => [name, withoutNulls(member)]),
    );
}
