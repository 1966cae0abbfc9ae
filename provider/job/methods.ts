import { inputsOf } from "./serviceChanges";
import { checkJob } from "./check";
import { createJob, resumeCreation } from "./create";
import { deleteJob } from "./delete";
import { diffJob, type JobDiff } from "./diff";
import type { Finding } from "./findings";
import type { JobKind } from "./serviceTypes";
import type { Session } from "./session";
import { knownOutputs, storedOutputs } from "./outputs";
import { importJob, readJob } from "./read";
import { secretInputs, type SecretInput } from "./propertyTable";
import type { InputsFromOutputs } from "./refreshedInputs";
import type { ServiceDefinition } from "./serviceDefinition";
import { inputsFromOutputs } from "./inputsFromOutputs";
import { assertAsStored } from "./storedOutputs";
import { updateJob } from "./update";
import type { Wire } from "./wire";

type Change<S, Inputs, Outputs> = (
    session: S,
    id: string,
    olds: Outputs,
    news: Inputs,
) => Promise<Outputs>;

/** What a front door calls: the methods of one service's jobs, each in a session. */
export interface JobMethods<S, Inputs, Outputs> {
    /** The resource's inputs as they crossed the wire, without Pulumi's own. */
    readonly inputs: (given: Wire) => Inputs;
    /** @throws JobError `StateEdited` */
    readonly assertAsStored: (id: string, stored: Wire) => void;
    readonly knownOutputs: (stored: Wire) => Outputs;
    readonly storedOutputs: (outs: Outputs) => Wire;
    readonly secretInputs: readonly SecretInput[];
    readonly inputsFromOutputs: InputsFromOutputs<Outputs>;
    readonly check: (
        session: S,
        olds: Wire,
        news: Wire,
    ) => Promise<{ inputs: Wire; failures: Finding[] }>;
    readonly diff: (session: S, id: string, olds: Outputs, news: Inputs) => Promise<JobDiff>;
    readonly create: (session: S, news: Inputs) => Promise<{ id: string; outs: Outputs }>;
    readonly read: (session: S, id: string, olds: Outputs) => Promise<Outputs | "gone">;
    /** A job that no stack has yet, by its id, for a resource of this owner. */
    readonly import: (session: S, id: string, owner: string) => Promise<Outputs | "gone">;
    readonly update: Change<S, Inputs, Outputs>;
    /** In the place of `update`, where Azure never confirmed the creation. */
    readonly resumeCreation: Change<S, Inputs, Outputs>;
    /** @param words the resource's own now; undefined where the front door is not told */
    readonly delete: (session: S, id: string, olds: Outputs, words?: string) => Promise<void>;
}

/** The methods that the engine has for a service's jobs. */
export function methodsOf<K extends JobKind>(
    service: ServiceDefinition<K>,
): JobMethods<Session<K["client"]>, K["inputs"], K["outputs"]> {
    return {
        inputs: (given) => inputsOf(service, given),
        assertAsStored: (id, stored) => assertAsStored(service, id, stored),
        knownOutputs: (stored) => knownOutputs(service, stored),
        storedOutputs: (outs) => storedOutputs(service, outs),
        secretInputs: secretInputs(service.properties),
        inputsFromOutputs: inputsFromOutputs(service),
        check: (session, olds, news) => checkJob(service, session, olds, news),
        diff: (session, id, olds, news) => diffJob(service, session, id, olds, news),
        create: (session, news) => createJob(service, session, news),
        read: (session, id, olds) => readJob(service, session, id, olds),
        import: (session, id, owner) => importJob(service, session, id, owner),
        update: (session, id, olds, news) => updateJob(service, session, id, olds, news),
        resumeCreation: (session, id, olds, news) =>
            resumeCreation(service, session, id, olds, news),
        delete: (session, id, olds, words) => deleteJob(service, session, id, olds, words),
    };
}
