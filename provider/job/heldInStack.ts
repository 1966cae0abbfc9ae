import type { JobAddress } from "./armJob";
import { errors } from "./errors";
import { wordsOf } from "./ownerTag";
import type { JobKind } from "./serviceTypes";
import type { ServiceDefinition } from "./serviceDefinition";
import type { Session } from "./session";

/** A job that is to come into the stack as it is. */
interface Found {
    readonly address: JobAddress;
    /** The owner tag of the resource that is to have it, or its words. */
    readonly owner: string;
    /** The service's word for where the job is. */
    readonly where: string;
    /** What is done with it; a verb. */
    readonly action: "adopt" | "import";
}

/**
 * Refuses a job that another resource of this stack has: each could cancel or delete it under the other. Without an owner tag
 * the job itself does not say so, and where the program does not run (`pulumi import`), or only in part (`--target`), the
 * other's check is not asked. Where the checkpoint cannot be read, nothing says so. An import is not checked before it is read;
 * what is adopted was (`checkJob`).
 *
 * @throws JobError `NameUsedTwice`
 */
export async function assertHeldByNoOther<K extends JobKind>(
    { typeTokens, ids }: Pick<ServiceDefinition<K>, "typeTokens" | "ids">,
    { program, checkpoints }: Pick<Session, "program" | "checkpoints">,
    { address, owner, where, action }: Found,
): Promise<void> {
    const words = wordsOf(owner);
    const resource =
        (action === "import" ? program.noteDeclared(words, address) : undefined) ??
        (await checkpoints.otherHolder(typeTokens, ids.jobId(address), words));
    if (resource === undefined) return;
    throw errors.NameUsedTwice.inStack({ job: address, where, action, resource });
}
