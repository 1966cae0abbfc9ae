import type { Say } from "../arm/say";
import { briefly, keepingPartialResults } from "./providerMethods";
import { CallSession } from "../job/callSession";
import { fullOwner } from "../job/checkedInputs";
import { creationKey } from "../job/ownerTag";
import type { JobKind } from "../job/serviceTypes";
import { methodsOf, type JobMethods } from "../job/methods";
import { Operation, type Call, type Config } from "../job/operation";
import { refreshedInputs, withoutWritten, withWritten } from "../job/refreshedInputs";
import { inClear, withSecretsMarked } from "../job/secretMarks";
import type { ProcessOfEngine } from "../job/registrationMarks";
import type { ServiceDefinition } from "../job/serviceDefinition";
import type { Session } from "../job/session";
import { storedProviderKey, type Wire } from "../job/wire";

/**
 * What both front doors ask of the jobs of one service.
 *
 * @param say where lines about several resources go; by default they are printed
 */
export function jobProvider<K extends JobKind>(service: ServiceDefinition<K>, say?: Say) {
    const methods = methodsOf(service);
    let operation = new Operation({ config: { get: () => undefined }, say });
    return {
        /** An operation of the engine's begins. @param place which of its processes this is */
        configure(config: Config, place: ProcessOfEngine = {}): void {
            operation = new Operation({ config, say, place });
        },
        /** The methods as one call of the engine's asks them. */
        methods: (call?: Call) =>
            methodsFor(methods, () => new CallSession(service, operation, call)),
    };
}

/** @param open the session of one call */
function methodsFor<K extends JobKind>(
    methods: JobMethods<Session<K["client"]>, K["inputs"], K["outputs"]>,
    open: () => CallSession<K>,
) {
    const given = (wire: Wire): Wire => {
        const { [storedProviderKey]: _stored, ...inputs } = inClear(wire);
        return inputs;
    };
    /** @param last what is known of a resource that exists: it keeps the identity that its job has, whatever its inputs say */
    const inputs = (session: CallSession<K>, wire: Wire, last?: { readonly owner: string }) => {
        const plain = given(wire);
        session.registerSecrets(plain);
        const { [creationKey]: _creation, ...others } = plain;
        return methods.inputs({ ...others, owner: last?.owner ?? fullOwner(plain) });
    };
    /** @param id the job's; undefined for what this operation has just made */
    const kept = (session: CallSession<K>, stored: Wire, id?: string) => {
        const { outs, written } = withoutWritten(inClear(stored));
        if (id !== undefined) methods.assertAsStored(id, outs);
        const known = methods.knownOutputs(outs);
        session.registerSecrets(known);
        return { outs: known, written };
    };
    const outputs = (session: CallSession<K>, stored: Wire, id?: string) =>
        kept(session, stored, id).outs;
    /** @param news the inputs that the outputs come of */
    const stored = (outs: K["outputs"], news: Wire) =>
        withWritten(methods.storedOutputs(outs), methods.inputsFromOutputs, outs, news);
    const completed = (session: CallSession<K>, news: Wire) => (half: object) =>
        stored(outputs(session, half as Wire), given(news));

    return {
        check: (olds: Wire, news: Wire) =>
            briefly(async () => {
                const asked = methods.check(open(), inClear(olds), inClear(news));
                const { inputs, failures } = await asked;
                return { inputs: withSecretsMarked(inputs, methods.secretInputs), failures };
            }),

        diff: (id: string, olds: Wire, news: Wire) =>
            briefly(async () => {
                const session = open();
                const last = outputs(session, olds, id);
                const diff = await methods.diff(session, id, last, inputs(session, news, last));
                return lacksLine(olds, news) ? { ...diff, changes: true } : diff;
            }),

        create: (news: Wire) => {
            const session = open();
            return keepingPartialResults(news, completed(session, news), async () => {
                const wanted = inputs(session, news);
                await session.beginCreation(wanted.owner);
                try {
                    const { id, outs } = await methods.create(session, wanted);
                    return { id, outs: stored(outs, given(news)) };
                } finally {
                    session.endCreation(wanted.owner);
                }
            });
        },

        read: (id: string, props: Wire) =>
            briefly(async () => {
                const session = open();
                const last = kept(session, props, id);
                const outs = await methods.read(session, id, last.outs);
                if (outs === "gone") return {};
                const seen = refreshedInputs(methods.inputsFromOutputs, last, outs);
                const marked = withSecretsMarked(seen, methods.secretInputs);
                return { id, props: stored(outs, seen), inputs: marked };
            }),

        /** `pulumi import`, of which the engine never asks a dynamic provider. @param stack see `Checkpoints.noteStack` */
        import: (id: string, owner: string, stack: string) =>
            briefly(async () => {
                const session = open();
                session.checkpoints.noteStack(stack);
                const outs = await methods.import(session, id, owner);
                if (outs === "gone") return {};
                session.registerSecrets(outs);
                const { subscriptionId } = outs;
                const told = refreshedInputs(
                    methods.inputsFromOutputs,
                    { outs, written: {} },
                    outs,
                );
                const inputs = { ...told, subscriptionId };
                const marked = withSecretsMarked(inputs, methods.secretInputs);
                return { id, props: stored(outs, inputs), inputs: marked };
            }),

        update: (id: string, olds: Wire, news: Wire) => {
            const session = open();
            return keepingPartialResults(news, completed(session, news), async () => {
                const last = outputs(session, olds, id);
                const change = last.creationUnconfirmed ? methods.resumeCreation : methods.update;
                const outs = await change(session, id, last, inputs(session, news, last));
                return { outs: stored(outs, given(news)) };
            });
        },

        /**
         * @param words the resource's own now, where the front door is told
         * @param stack see `Checkpoints.noteStack`
         */
        delete: (id: string, props: Wire, words?: string, stack?: string) =>
            briefly(async () => {
                const session = open();
                session.checkpoints.noteStack(stack);
                await methods.delete(session, id, outputs(session, props, id), words);
            }),
    };
}

/**
 * Whether the outputs are those of a packaged resource, which becomes a dynamic one: without the stored line in them the
 * engine could never ask for a delete. An update puts it there, and sends nothing.
 */
function lacksLine(olds: Wire, news: Wire): boolean {
    return news[storedProviderKey] !== undefined && olds[storedProviderKey] === undefined;
}
