/**
 * What stands in for a value that is not known yet.
 *
 * During preview Pulumi hands a dynamic provider this text where an input depends on a resource that
 * does not exist yet (`unknownValue` of `@pulumi/pulumi/runtime`). It is repeated here because this
 * module also runs where loading the runtime would cost a quarter of a second.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether the value is unknown at preview. */
export function isUnknown(value: unknown): boolean {
    return value === unknownValue;
}

/** Whether the value, or anything inside it, is unknown at preview. */
export function hasUnknown(value: unknown): boolean {
    if (isUnknown(value)) return true;
    if (Array.isArray(value)) return value.some(hasUnknown);
    return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
