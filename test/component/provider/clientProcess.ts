import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { AzureErrorKind } from "../../../provider/arm/azureErrorKind";
import type { Effect } from "../../../provider/arm/azureErrors";
import type { ImportExportClient } from "../../../provider/importexport/jobsClient";

/** An error as it crossed the process boundary. */
export interface ShownError {
    name: string;
    message: string;
    kind?: AzureErrorKind;
    status?: number;
    code?: string;
    azureMessage?: string;
    effect?: Effect;
    /** The error, its stack, its cause and every hidden property, as a log would print them. */
    everything: string;
}

export interface HowToOpen {
    /** Full config keys, as a Pulumi stack has them. */
    config?: Record<string, string>;
    subscriptionId: string;
    requestTimeoutMs?: number;
    /** How long a request without an answer, or with a 5xx, is tried again. */
    transientMs?: number;
    throttledMs?: number;
}

type Operations = Omit<ImportExportClient, "endpoint">;

interface Reply {
    id: number;
    value?: unknown;
    error?: ShownError;
}

/** The provider's client in a child process, over real HTTPS. Retries come after a millisecond. */
export class ClientProcess {
    private nextId = 0;
    private constructor(private readonly child: ChildProcess) {}

    /** @param env replaces the environment, so that no login of the machine's user is found */
    static start(env: Record<string, string>): ClientProcess {
        const child = fork(path.join(__dirname, "clientChild.cjs"), {
            env: { PATH: process.env.PATH, ...env },
            execArgv: [],
            silent: true,
        });
        return new ClientProcess(child);
    }

    /** Makes the client anew. Resolves to its endpoint, or to the error. */
    async open({
        config = {},
        subscriptionId,
        requestTimeoutMs = 20_000,
        transientMs = 100,
        throttledMs = 0,
    }: HowToOpen) {
        const patience = { requestTimeoutMs, firstRetryDelayMs: 1, transientMs, throttledMs };
        return await this.send<string>({ open: { config, subscriptionId, patience } });
    }

    /** Calls one operation; rejects with a ShownError. */
    async call<M extends keyof Operations>(
        method: M,
        ...args: Parameters<Operations[M]>
    ): Promise<Awaited<ReturnType<Operations[M]>>> {
        return await this.send<Awaited<ReturnType<Operations[M]>>>({ method, args });
    }

    /** Calls one operation that must fail. */
    async failure<M extends keyof Operations>(
        method: M,
        ...args: Parameters<Operations[M]>
    ): Promise<ShownError> {
        return await failureOf(this.call(method, ...args));
    }

    async stop(): Promise<void> {
        if (this.child.exitCode !== null) return;
        this.child.kill();
        await once(this.child, "exit");
    }

    private async send<T>(message: object): Promise<T> {
        const id = this.nextId++;
        const reply = await new Promise<Reply>((resolve, reject) => {
            const onMessage = (received: Reply) => {
                if (received.id !== id) return;
                this.child.off("message", onMessage);
                this.child.off("exit", onExit);
                resolve(received);
            };
            const onExit = () => reject(new Error("The client's process ended."));
            this.child.on("message", onMessage);
            this.child.on("exit", onExit);
            this.child.send({ id, ...message });
        });
        if (reply.error) throw Object.assign(new Error(reply.error.message), reply.error);
        return reply.value as T;
    }
}

/** What a call that must fail failed with. */
export async function failureOf(call: Promise<unknown>): Promise<ShownError> {
    try {
        await call;
    } catch (error) {
        return error as ShownError;
    }
    throw new Error("It succeeded.");
}
