import { copiedFrom, otherStackOf, type StackName } from "../../provider/job/otherStack";
import { identityOf } from "../../provider/job/ownerTag";
import { exportedResources } from "../checkpoint/checkpoint";
import { pulumiError, type PulumiOutput } from "../checkpoint/pulumiOutput";
import { jobInWords } from "../jobIdentity";
import { backendSeconds } from "./backendWatch";
import type { Hidden } from "./blockViolations";
import { failed, understood } from "./commandOutput";
import type { Deletion } from "./deletions";
import type { SelectedStack } from "./selectedStack";

/**
 * Jobs of this project that another stack of the backend has too, since the state was copied from it (`pulumi stack export`,
 * `pulumi stack import`). The packaged provider refuses to delete them; the dynamic one does not know which stack runs, and
 * would cancel or delete them under the other.
 *
 * @throws NotDestroyed where the other stack is there, and cannot be read
 */
export async function copiedJobs(
    selected: SelectedStack,
    deletions: readonly Deletion[],
): Promise<Hidden[]> {
    const creationsOf = new Map<string, ReadonlySet<string>>();
    const hidden: Hidden[] = [];
    for (const { urn, job } of deletions) {
        const tag = job?.outputs.owner;
        const other = typeof tag === "string" ? otherStackOf(tag, stackOfUrn(urn)) : undefined;
        if (!job || !other) continue;
        const name = `${other.project}/${other.stack}`;
        const known = creationsOf.get(name) ?? (await creationsIn(other, selected));
        creationsOf.set(name, known);
        if (!known.has(other.identity)) continue;
        const message = `Cannot destroy ${jobInWords(job.facts)}: the ${copiedFrom(name)}.`;
        hidden.push({ job: job.facts, message });
    }
    return hidden;
}

/** urn:pulumi:stack::project::type::name */
function stackOfUrn(urn: string): StackName {
    const [prefix = "", project = ""] = urn.split("::");
    return { project, stack: prefix.slice("urn:pulumi:".length) };
}

/** The identities of the jobs that another stack of this backend has: none where there is no such stack any more. */
async function creationsIn(
    other: StackName,
    { stack, commands }: SelectedStack,
): Promise<ReadonlySet<string>> {
    const [organisation = "", ...rest] = stack.split("/");
    // A backend without projects calls its stacks by the name alone.
    const full =
        rest.length === 0 ? other.stack : [organisation, other.project, other.stack].join("/");
    const output = await commands.ask(["stack", "export", `--stack=${full}`], backendSeconds);
    if (isUnknownStack(output)) return new Set();
    if (output.code !== 0) throw failed("pulumi stack export", output, commands.backend);
    const resources = understood("pulumi stack export", () => exportedResources(output.stdout));
    const owners = resources.map(
        ({ outputs }) => (outputs as { owner?: unknown } | undefined)?.owner,
    );
    return new Set(
        owners.flatMap((owner) => (typeof owner === "string" ? (identityOf(owner) ?? []) : [])),
    );
}

/** The stack was renamed or removed: the CLI says it so. Anything else that went wrong proves nothing. */
function isUnknownStack(output: PulumiOutput): boolean {
    return output.code !== 0 && /\bno stack named\b/.test(pulumiError(output));
}
