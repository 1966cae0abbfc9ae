import type { FaultAction } from "./fault";

const moment = { enum: ["before", "after"] };
const state = { type: ["string", "null"], maxLength: 200 };
const texts = { type: "object", additionalProperties: { type: "string" } };

/** What each kind of action takes beside its type. */
const actions: Readonly<
    Record<
        FaultAction["type"],
        { readonly required?: readonly string[]; readonly properties: object }
    >
> = {
    answer: {
        required: ["status"],
        properties: {
            status: { type: "integer", minimum: 200, maximum: 599 },
            body: {},
            headers: texts,
            when: moment,
        },
    },
    throttle: { properties: { retryAfterSeconds: { type: "integer", minimum: 0 } } },
    drop: { required: ["when"], properties: { when: moment } },
    delay: {
        required: ["ms"],
        properties: { ms: { type: "integer", minimum: 0, maximum: 600_000 }, when: moment },
    },
    staleRead: { properties: {} },
    truncateBody: { properties: {} },
    wrongContentType: { properties: { contentType: { type: "string" } } },
    expiredToken: { properties: {} },
    moveJob: {
        required: ["state"],
        properties: { state, percentComplete: { type: "integer" }, when: moment },
    },
    removeJob: { properties: { when: moment } },
    replaceJob: { properties: { state, tags: texts, when: moment } },
    advance: {
        required: ["days"],
        properties: { days: { type: "number", exclusiveMinimum: 0 }, when: moment },
    },
};

/** JSON schema of a FaultRequest, for the admin API and for a faults file. */
export const faultSchema = {
    type: "object",
    required: ["action"],
    additionalProperties: false,
    properties: {
        match: {
            type: "object",
            additionalProperties: false,
            properties: {
                operation: {
                    anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
                },
                method: { type: "string" },
                job: { type: "string" },
                subscriptionId: { type: "string" },
                nth: { type: "integer", minimum: 1 },
            },
        },
        times: { anyOf: [{ type: "integer", minimum: 1 }, { const: "always" }] },
        action: {
            type: "object",
            required: ["type"],
            discriminator: { propertyName: "type" },
            oneOf: Object.entries(actions).map(([type, { required = [], properties }]) => ({
                type: "object",
                required: ["type", ...required],
                additionalProperties: false,
                properties: { type: { const: type }, ...properties },
            })),
        },
    },
} as const;
