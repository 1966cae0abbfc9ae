import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";

// What the SDK wraps around properties before a policy sees them: reading an unknown one throws. Its types hide it.
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
    unknownCheckingProxy: (properties: object) => Record<string, unknown>;
    unknownStringValue: string;
};

/** A value that is not known at preview, as the SDK receives it. */
export const unknown = unknownStringValue;

/** A resource as the engine shows it to a policy. */
export interface Shown {
    type?: string;
    name?: string;
    props: Record<string, unknown>;
    protect?: boolean;
    aliases?: string[];
    /** Names of the resources that a property's value comes from, of type {@link storageType}. */
    from?: Record<string, string>;
}

/** What a policy reported: messages that count at its own level, and those that only tell. */
export interface Answer {
    refused: string[];
    told: string[];
    /** Why the policy has nothing to judge, where it says so. */
    notApplicable?: string;
}

export const ownType = "pulumi-nodejs:dynamic/importexport:Job";
export const nativeType = "azure-native:importexport:Job";
export const orderType = "pulumi-nodejs:dynamic/databox:CustomerDiskJob";
export const nativeOrderType = "azure-native:databox:Job";

export const storageType = "azure-native:storage:StorageAccount";

/** Every way that azure-native's token of a Data Box order is written. */
export const nativeOrderTypes = [
    nativeOrderType,
    "azure-native:databox/v20250201:Job",
    "azure-native:databox/v20240201preview:Job",
    "azure-native_databox_v20250701:databox:Job",
];

/** The URN of a resource without a parent. */
export const urnOf = (name: string, type = ownType) => `urn:pulumi:dev::test::${type}::${name}`;

/** Asks a resource policy about one resource. */
export async function askResource(
    policy: ResourceValidationPolicy,
    shown: Shown,
    config: object = {},
): Promise<Answer> {
    const { answer, report } = collector();
    const validate = policy.validateResource;
    if (typeof validate !== "function") throw new Error(`${policy.name} judges no resource`);
    await validate({ ...resource(shown), getConfig: () => config } as never, report);
    return answer;
}

/** Asks a stack policy about resources. */
export async function askStack(
    policy: StackValidationPolicy,
    shown: Shown[],
    config: object = {},
): Promise<Answer> {
    const { answer, report } = collector();
    const resources = shown.map(resource);
    const said = new Error("not applicable");
    const notApplicable = (reason: string) => {
        answer.notApplicable = reason;
        throw said;
    };
    const args = { resources, getConfig: () => config, notApplicable };
    try {
        await policy.validateStack(args as never, report);
    } catch (error) {
        if (error !== said) throw error;
    }
    return answer;
}

function resource({
    type = ownType,
    name = "photos",
    props,
    protect = false,
    aliases = [],
    from = {},
}: Shown) {
    return {
        type,
        name,
        urn: urnOf(name, type),
        props: unknownCheckingProxy(props),
        opts: { protect, aliases, ignoreChanges: [] },
        propertyDependencies: Object.fromEntries(
            Object.entries(from).map(([property, one]) => [
                property,
                [{ urn: urnOf(one, storageType) }],
            ]),
        ),
    };
}

/** The SDK takes a text, or an object with a level of its own. */
function collector() {
    const answer: Answer = { refused: [], told: [] };
    const report = (violation: string | { message: string; enforcementLevel?: string }) => {
        if (typeof violation === "string") answer.refused.push(violation);
        else if (violation.enforcementLevel === "advisory") answer.told.push(violation.message);
        else answer.refused.push(violation.message);
    };
    return { answer, report };
}

/** When the guards of these tests judge, and their settings. */
export const now = new Date("2026-11-22T12:00:00Z");
export const guardSettings = {
    blockedStates: ["Packaging", "Closed"],
    allow: [],
    ifStateUnreadable: "block" as const,
};
