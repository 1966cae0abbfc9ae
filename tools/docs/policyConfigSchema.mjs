// docs/policy-config.schema.json: what `--policy-pack-config` takes, as a JSON schema, made from the policies.

const levels = ["advisory", "disabled", "mandatory", "remediate"];

/** The schema as text. @param policies as the package exports them */
export function policyConfigSchema(policies) {
    const schema = {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Config of pulumi-azure-importexport-policies",
        description:
            "The file of --policy-pack-config. Made from the policies by `npm run docs`: change it there.",
        type: "object",
        properties: {
            all: level("The level of every policy that is not named."),
            ...Object.fromEntries(policies.map((policy) => [policy.name, entryOf(policy)])),
        },
        additionalProperties: false,
    };
    return JSON.stringify(schema);
}

function entryOf({ description, configSchema, enforcementLevel }) {
    const { properties = {}, required = [] } = configSchema ?? {};
    const own = level(`Default: ${enforcementLevel}.`);
    return {
        description,
        oneOf: [
            own,
            {
                type: "object",
                properties: { enforcementLevel: own, ...properties },
                ...(required.length > 0 && { required }),
                additionalProperties: false,
            },
        ],
    };
}

const level = (description) => ({ enum: levels, description });
