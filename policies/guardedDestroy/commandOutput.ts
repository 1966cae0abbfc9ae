import { pulumiError, type PulumiOutput } from "../checkpoint/pulumiOutput";
import { NotDestroyed } from "./notDestroyed";

/**
 * What `read` makes of a command's answer. An answer that is missing, cut or of another shape is never
 * an empty one.
 *
 * @throws NotDestroyed when `read` throws: its message completes "…: it is no JSON"
 */
export function understood<T>(command: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        throw new NotDestroyed(
            `The answer of "${command}" was not understood: ${whyNot(error)}. Nothing was destroyed. Is the Pulumi CLI version 3.249.0 or newer?`,
        );
    }
}

/** A parser's own words would repeat the answer. */
function whyNot(error: unknown): string {
    if (error instanceof SyntaxError) return "it is no JSON";
    return error instanceof Error ? error.message : String(error);
}

/**
 * Says that a command failed, in one sentence of its own.
 *
 * @param backend the one that it asked, in words, where that is known
 */
export function failed(command: string, output: PulumiOutput, backend?: string): NotDestroyed {
    const why = (previewErrors(output) ?? pulumiError(output)).replace(/[.\s]+$/, "");
    return new NotDestroyed(
        `"${command}"${asking(backend)} failed: ${why}. Nothing was destroyed.`,
    );
}

/** ` (backend azblob://state)`, after a command's name. */
export function asking(backend: string | undefined): string {
    return backend ? ` (backend ${backend})` : "";
}

/** A preview in JSON tells its errors there. */
function previewErrors({ stdout }: PulumiOutput): string | undefined {
    try {
        const { diagnostics = [] } = JSON.parse(stdout) as {
            diagnostics?: { severity?: string; message?: string }[];
        };
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        return errors.map(({ message = "" }) => message.trim()).join(" ") || undefined;
    } catch {
        return undefined;
    }
}
