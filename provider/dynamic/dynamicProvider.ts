/** What Pulumi's dynamic-provider process calls, the same for both services: only what each method does differs. */
import { conceal } from "../arm/redaction";
import { dropUnreadLines } from "./closedOutput";
import { endWithEngine } from "./engineChannel";
import type { Finding } from "./findings";
import type { Caller } from "./session";
import { inClear, withSecretsMarked, type SecretInput } from "./secretInputs";
import { briefly, keepingPartialResults, storedProviderKey, type Wire } from "./providerMethods";

/** Pulumi's configuration of a provider, by full keys. */
export interface Config {
    get(key: string): string | undefined;
}

/** The methods of one service's jobs. The session is that of the operation, and is made anew when the engine configures. */
export interface JobMethods<Session, Inputs, Outputs extends { creationUnconfirmed?: boolean }> {
    readonly openSession: (config: Config, caller?: Caller) => Session;
    /** The resource's inputs as they crossed the wire, without Pulumi's own. */
    readonly inputs: (given: Wire) => Inputs;
    readonly knownOutputs: (stored: Wire) => Outputs;
    readonly storedOutputs: (outs: Outputs) => Wire;
    readonly secretInputs: readonly SecretInput[];
    readonly check: (
        session: Session,
        olds: Wire,
        news: Wire,
    ) => { inputs: Wire; failures: Finding[] };
    readonly diff: (session: Session, id: string, olds: Outputs, news: Inputs) => Promise<JobDiff>;
    readonly create: (session: Session, news: Inputs) => Promise<{ id: string; outs: Outputs }>;
    readonly read: (session: Session, id: string, olds: Outputs) => Promise<Outputs | "gone">;
    readonly update: Change<Session, Inputs, Outputs>;
    /** In the place of `update`, where Azure never confirmed the creation. */
    readonly resumeCreation: Change<Session, Inputs, Outputs>;
    readonly delete: (session: Session, id: string, olds: Outputs) => Promise<void>;
}

/** What stands between a job and its program. */
export interface JobDiff {
    readonly changes: boolean;
    /** Inputs that need another job. */
    readonly replaces: string[];
    /** Inputs that are changed in place, or that nobody can tell yet. */
    readonly updates: string[];
    readonly deleteBeforeReplace: boolean;
}

type Change<Session, Inputs, Outputs> = (
    session: Session,
    id: string,
    olds: Outputs,
    news: Inputs,
) => Promise<Outputs>;

/**
 * A dynamic provider (see `pulumi.dynamic.ResourceProvider`; `create` and `update` keep partial results), with a session
 * of its own: several may live in one process.
 *
 * @param caller who waits; by default whoever reads what the process prints
 */
export function dynamicProvider<Session, Inputs, Outputs extends { creationUnconfirmed?: boolean }>(
    methods: JobMethods<Session, Inputs, Outputs>,
    caller?: Caller,
) {
    let session = methods.openSession({ get: () => undefined }, caller);

    const inputs = (wire: Wire) => {
        const { [storedProviderKey]: _stored, ...given } = inClear(wire);
        conceal(given);
        return methods.inputs(given);
    };
    const outputs = (stored: Wire) => {
        const known = methods.knownOutputs(inClear(stored));
        conceal(known);
        return known;
    };

    return {
        configure(request: { config: Config }): Promise<void> {
            dropUnreadLines();
            endWithEngine();
            session = methods.openSession(request.config, caller);
            return Promise.resolve();
        },

        check: (olds: Wire, news: Wire) =>
            briefly(() => {
                const { inputs, failures } = methods.check(session, inClear(olds), inClear(news));
                const marked = withSecretsMarked(inputs, methods.secretInputs);
                return Promise.resolve({ inputs: marked, failures });
            }),

        diff: (id: string, olds: Wire, news: Wire) =>
            briefly(() => methods.diff(session, id, outputs(olds), inputs(news))),

        create: (news: Wire) =>
            keepingPartialResults(news, async () => {
                const { id, outs } = await methods.create(session, inputs(news));
                return { id, outs: methods.storedOutputs(outs) };
            }),

        read: (id: string, props: Wire) =>
            briefly(async () => {
                const outs = await methods.read(session, id, outputs(props));
                return outs === "gone" ? {} : { id, props: methods.storedOutputs(outs) };
            }),

        update: (id: string, olds: Wire, news: Wire) =>
            keepingPartialResults(news, async () => {
                const last = outputs(olds);
                const change = last.creationUnconfirmed ? methods.resumeCreation : methods.update;
                return {
                    outs: methods.storedOutputs(await change(session, id, last, inputs(news))),
                };
            }),

        delete: (id: string, props: Wire) =>
            briefly(() => methods.delete(session, id, outputs(props))),
    };
}
