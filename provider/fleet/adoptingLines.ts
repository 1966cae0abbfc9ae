/** The lines of a TypeScript program that adopt a job as it is. What Azure does not say is left out, and nothing is made up. */
import type { Orphan } from "./orphans";
import { serviceNamed } from "./services";

/** What to paste. */
export interface AdoptingLines {
    /** Once at the top of the program. */
    readonly import: string;
    readonly resource: string;
}

/** Null: there is no job to adopt. */
export function adoptingLines(orphan: Orphan): AdoptingLines | null {
    const { known } = orphan;
    if (known.job === "gone") return null;
    const { subscriptionId, resourceGroupName, jobName } = known.address;
    const { className, args: ofService } = serviceNamed(known.service).adoption(known.job);
    const args = {
        ...{ subscriptionId, resourceGroupName, jobName, location: known.job.location },
        ...ofService,
        adoptExisting: true,
    };
    return {
        import: `import { ${className} } from "pulumi-azure-importexport";`,
        resource: `new ${className}(${quoted(resourceNameOf(orphan))}, ${literal(args, "")});`,
    };
}

/** The name that it had, so that its owner tag fits; another one where that is taken. */
function resourceNameOf({ words, wordsTaken, known }: Orphan): string {
    const name = words.split("/").pop() || known.address.jobName;
    return wordsTaken ? `${name}-adopted` : name;
}

function literal(value: object, indent: string): string {
    const deeper = `${indent}    `;
    const lines = Object.entries(value)
        .filter(([, one]) => ["string", "boolean", "object"].includes(typeof one) && one !== null)
        .map(([name, one]: [string, unknown]) => {
            const text = typeof one === "object" ? literal(one as object, deeper) : quoted(one);
            return `${deeper}${name}: ${text},`;
        });
    return `{\n${lines.join("\n")}\n${indent}}`;
}

/** A name from elsewhere must not end the line, or steer the terminal. */
function quoted(value: unknown): string {
    return JSON.stringify(value).replace(
        /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
        (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
}
