/** A resource as the service sent it: the raw JSON body, no default filled in and no unknown key dropped. */
export interface ArmResource {
    id?: string;
    name?: string;
    type?: string;
    location?: string;
    tags?: Record<string, string>;
    identity?: unknown;
    sku?: Record<string, unknown>;
    systemData?: Record<string, unknown>;
    properties?: Record<string, unknown>;
}

/** How to look at something that will be looked at again anyway. */
export interface LookOptions {
    /**
     * A failure that may pass (no answer, 408, 5xx) is thrown at once instead of being ridden out. 429 is waited out all
     * the same. Default false.
     */
    once?: boolean;
}

/** How to read a list. */
export interface PageOptions extends LookOptions {
    /** Called for each page, which is a request of its own. */
    onPage?: () => void;
}

/** Checks a part of an id. URLs swallow "." and "..", and a slash begins another part. @throws Error */
export function checkSegment(name: string, value: string): void {
    if (!/^\.{0,2}$|\//.test(value)) return;
    throw new Error(
        `"${value}" cannot be a ${name}: that has no slash, and is neither empty nor "." or "..". Correct it in the program, or in what changes its inputs, such as a policy's remediation or a transform.`,
    );
}

/** The path of an id, or of anything below it, as it goes into a URL. @throws Error for what is no path */
export function pathOf(id: string): string {
    const segments = id.split("/").slice(1);
    if (!id.startsWith("/")) throw new Error(`"${id}" is not a resource's id.`);
    for (const segment of segments) checkSegment("part of a resource's id", segment);
    return segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
}
