/** Property values as they cross the wire: plain objects in, secrets marked out. */
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Wire } from "../job/wire";
import { secretOutput } from "../job/outputs";
import { inClear, withSecretsMarked } from "../job/secretMarks";

/** What came, in clear: settings arrive as secrets even where a provider takes none. */
export function fromStruct(struct: Struct | undefined): Wire {
    return inClear((struct?.toJavaScript() ?? {}) as Wire);
}

/** What goes back, with the values at these paths marked secret. */
export function toStruct(values: object, secrets: readonly string[] = []): Struct {
    const marked = withSecretsMarked(defined(values) as Wire, secrets.map(secretOutput));
    return Struct.fromJavaScript(marked as Record<string, JavaScriptValue>);
}

/** google-protobuf has no word for undefined. */
function defined(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one: unknown) => defined(one ?? null));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, inner]) => inner !== undefined && inner !== null)
            .map(([key, inner]) => [key, defined(inner)]),
    );
}
