/** What Pulumi's dynamic-provider process calls, the same for both services: only what each method does differs. */
import { fullOwner } from "../job/checkedInputs";
import { dropUnreadLines, printErrorsOnce } from "./closedOutput";
import { creationKey } from "../job/creationIdentity";
import { endWithEngine } from "./engineChannel";
import { sayInProcess, speakToEngine } from "./engineLog";
import type { JobMethods } from "../job/methods";
import { briefly, keepingPartialResults } from "./providerMethods";
import { storedProviderKey, type Wire } from "../job/wire";
import { refreshedInputs, withoutWritten, withWritten } from "../job/refreshedInputs";
import { inClear, withSecretsMarked } from "../job/secretInputs";
import type { Say } from "../arm/say";
import { Operation, type Call, type Config } from "../job/operation";

/** The methods of one service's jobs. Each call has a session of its own. */
export interface DoorMethods<Session, Inputs, Outputs> extends JobMethods<
    Session,
    Inputs,
    Outputs
> {
    /** @param call by default one that nobody ends, and whose lines are the operation's */
    readonly openSession: (operation: Operation, call?: Call) => Session;
}

/** What the front door itself reads of a job that is in the stack. */
interface Known {
    readonly creationUnconfirmed?: boolean;
    readonly owner: string;
    readonly subscriptionId: string;
}

/** What the front door itself asks of a session. */
interface KnownSession {
    conceal(body: unknown): void;
    beginCreation(tag: string): Promise<void>;
    endCreation(tag: string): void;
}

/**
 * A dynamic provider (see `pulumi.dynamic.ResourceProvider`; `create` and `update` keep partial results), with a state of
 * its own: several may live in one process.
 */
export function dynamicProvider<
    Session extends KnownSession,
    Inputs extends { readonly owner: string },
    Outputs extends Known,
>(methods: DoorMethods<Session, Inputs, Outputs>) {
    const provider = jobProvider(methods, sayInProcess);
    return {
        configure(request: { config: Config }): Promise<void> {
            dropUnreadLines();
            printErrorsOnce();
            endWithEngine();
            speakToEngine();
            provider.configure(request.config);
            return Promise.resolve();
        },
        // Pulumi's process tells nothing of the call: neither a URN nor a cancellation.
        ...provider.methods(),
    };
}

/**
 * What both front doors ask of the jobs of one service.
 *
 * @param say where lines about several resources go; by default they are printed
 */
export function jobProvider<
    Session extends KnownSession,
    Inputs extends { readonly owner: string },
    Outputs extends Known,
>(methods: DoorMethods<Session, Inputs, Outputs>, say?: Say) {
    let operation = new Operation({ config: { get: () => undefined }, say });
    return {
        /** An operation of the engine's begins. */
        configure(config: Config): void {
            operation = new Operation({ config, say });
        },
        /** The methods as one call of the engine's asks them. */
        methods: (call?: Call) => methodsFor(methods, () => methods.openSession(operation, call)),
    };
}

/** @param open the session of one call */
function methodsFor<
    Session extends KnownSession,
    Inputs extends { readonly owner: string },
    Outputs extends Known,
>(methods: DoorMethods<Session, Inputs, Outputs>, open: () => Session) {
    const given = (wire: Wire): Wire => {
        const { [storedProviderKey]: _stored, ...inputs } = inClear(wire);
        return inputs;
    };
    /** @param last what is known of a resource that exists: it keeps the identity that its job has, whatever its inputs say */
    const inputs = (session: Session, wire: Wire, last?: { readonly owner: string }) => {
        const plain = given(wire);
        session.conceal(plain);
        const { [creationKey]: _creation, ...others } = plain;
        return methods.inputs({ ...others, owner: last?.owner ?? fullOwner(plain) });
    };
    const kept = (session: Session, stored: Wire) => {
        const { outs, written } = withoutWritten(inClear(stored));
        const known = methods.knownOutputs(outs);
        session.conceal(known);
        return { outs: known, written };
    };
    const outputs = (session: Session, stored: Wire) => kept(session, stored).outs;
    /** @param news the inputs that the outputs come of */
    const stored = (outs: Outputs, news: Wire) =>
        withWritten(methods.storedOutputs(outs), methods.toldInputs, outs, news);
    const completed = (session: Session, news: Wire) => (half: object) =>
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
                const last = outputs(session, olds);
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
                const last = kept(session, props);
                const outs = await methods.read(session, id, last.outs);
                if (outs === "gone") return {};
                const seen = refreshedInputs(methods.toldInputs, last, outs);
                const marked = withSecretsMarked(seen, methods.secretInputs);
                return { id, props: stored(outs, seen), inputs: marked };
            }),

        /** `pulumi import`, of which the engine never asks a dynamic provider. */
        import: (id: string, owner: string) =>
            briefly(async () => {
                const session = open();
                const outs = await methods.import(session, id, owner);
                if (outs === "gone") return {};
                session.conceal(outs);
                const { subscriptionId } = outs;
                const told = refreshedInputs(methods.toldInputs, { outs, written: {} }, outs);
                const inputs = { ...told, subscriptionId };
                const marked = withSecretsMarked(inputs, methods.secretInputs);
                return { id, props: stored(outs, inputs), inputs: marked };
            }),

        update: (id: string, olds: Wire, news: Wire) => {
            const session = open();
            return keepingPartialResults(news, completed(session, news), async () => {
                const last = outputs(session, olds);
                const change = last.creationUnconfirmed ? methods.resumeCreation : methods.update;
                const outs = await change(session, id, last, inputs(session, news, last));
                return { outs: stored(outs, given(news)) };
            });
        },

        delete: (id: string, props: Wire) =>
            briefly(async () => {
                const session = open();
                await methods.delete(session, id, outputs(session, props));
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
