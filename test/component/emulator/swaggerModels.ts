import type { Schema, Swagger } from "./swagger";

/** TrackedResource and UserAssignedIdentity of common-types v3, which is not kept here. */
const fromCommonTypes: Readonly<Record<string, Schema>> = {
    TrackedResource: {
        required: ["location"],
        properties: {
            id: { type: "string" },
            name: { type: "string" },
            type: { type: "string" },
            location: { type: "string" },
            tags: { type: "object", additionalProperties: { type: "string" } },
            systemData: { $ref: "spec://common-types#/definitions/systemData" },
        },
    },
    UserAssignedIdentity: {
        type: "object",
        properties: { principalId: { type: "string" }, clientId: { type: "string" } },
    },
};

/** Resource Manager itself refuses too, and its details have a target (MissingSubscriptionRegistration). */
const ofResourceManager = { target: { type: "string" } };

/**
 * A swagger whose models JSON schema understands: what a model is all of is put into it, a model
 * with a discriminator is the one that the value names, and none has more than is written down.
 *
 * A value of a model that was left out of the subset is held to the base alone.
 */
export function modelsByDiscriminator(swagger: Swagger): Swagger {
    const written: Record<string, Schema> = { ...swagger.definitions, ...fromCommonTypes };
    Object.assign(written.Details?.properties ?? {}, ofResourceManager);
    const definitions: Record<string, Schema> = {};
    for (const [name, model] of Object.entries(written)) {
        const discriminator = model.discriminator as string | undefined;
        const whole = closed(withoutSecrets(name, flattened(model, written)));
        if (discriminator === undefined) {
            definitions[name] = whole;
            continue;
        }
        definitions[`${name}.base`] = { ...whole, additionalProperties: true };
        const choices = Object.entries(written)
            .filter(([, other]) => basesOf(other).includes(name))
            .map(([other, { ["x-ms-discriminator-value"]: value }]) => [String(value), other]);
        definitions[name] = choices.reduce<Schema>(
            (otherwise, [value, other]) => ({
                if: { properties: { [discriminator]: { const: value } } },
                then: { $ref: `#/definitions/${other}` },
                else: otherwise,
            }),
            { $ref: `#/definitions/${name}.base` },
        );
    }
    return {
        ...swagger,
        definitions: JSON.parse(
            JSON.stringify(definitions).replace(
                /"[^"]*\/common-types\/[^"]*#\/definitions\/(TrackedResource|UserAssignedIdentity)"/g,
                '"#/definitions/$1"',
            ),
        ) as Record<string, Schema>,
    };
}

function basesOf(model: Schema): string[] {
    const all = (model.allOf ?? []) as { $ref: string }[];
    return all.map(({ $ref }) => $ref.replace(/^.*#\/definitions\//, ""));
}

function flattened(model: Schema, written: Readonly<Record<string, Schema>>): Schema {
    const { allOf: _, discriminator: __, ...own } = model;
    return basesOf(model).reduce<Schema>((whole, base) => {
        const { properties, required } = flattened(written[base]!, written);
        return {
            ...whole,
            properties: { ...(properties as object), ...(whole.properties as object) },
            required: [...((required ?? []) as string[]), ...((whole.required ?? []) as string[])],
        };
    }, own);
}

/**
 * The recordings answer no bitLockerKey and no carrierAccountNumber, though the former is required:
 * what the swagger marks as secret may be in no answer but the model that is made of secrets.
 */
function withoutSecrets(name: string, model: Schema): Schema {
    if (/Secrets$/.test(name)) return model;
    const properties = Object.entries((model.properties ?? {}) as Record<string, Schema>);
    const secret = properties.filter(([, { "x-ms-secret": is }]) => is).map(([one]) => one);
    if (secret.length === 0) return model;
    return {
        ...model,
        properties: Object.fromEntries(properties.filter(([one]) => !secret.includes(one))),
        required: ((model.required ?? []) as string[]).filter((one) => !secret.includes(one)),
    };
}

function closed(model: Schema): Schema {
    return model.properties === undefined ? model : { additionalProperties: false, ...model };
}
