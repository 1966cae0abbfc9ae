/** The way back to Pulumi's engine: lines for the person who waits. */
import type * as grpcJs from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { Say } from "../arm/say";
import { dynamicProviderEngine } from "./engineChannel";

const warning = "Warning: ";
/** The engine is on this machine, and takes a line within milliseconds. */
const longestWaitMs = 2_000;

/** What it takes to speak to the engine: Pulumi's messages, and the gRPC library that they are of. */
export interface EngineModules {
    readonly grpc: typeof grpcJs;
    readonly service: typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
    readonly messages: typeof import("@pulumi/pulumi/proto/engine_pb");
}

type Severity = "INFO" | "WARNING" | "ERROR";

/** The engine that this process works for. Lines arrive in the order in which they were said. */
export class EngineLog {
    private client: EngineClient | undefined;
    private address: string | undefined;
    private last: Promise<void> = Promise.resolve();

    /**
     * @param modules loaded at the first line
     * @param otherwise takes the lines that the engine does not
     */
    constructor(
        private readonly modules: () => EngineModules,
        private readonly otherwise: (line: string) => void = () => undefined,
    ) {}

    /** Tells where the engine is: the argument of the process, Handshake or Attach. */
    at(address: string | undefined): void {
        if (!address || address === this.address) return;
        this.address = address;
        this.client?.close();
        const { grpc, service } = this.modules();
        this.client = new service.EngineClient(address, grpc.credentials.createInsecure());
    }

    /** Where the engine is, as far as it was told. */
    get engine(): string | undefined {
        return this.address;
    }

    /** Shows a line under a resource, or with an empty URN on the stack. */
    log(urn: string, line: string, how?: "passing"): void {
        const isWarning = line.startsWith(warning);
        const severity = isWarning ? "WARNING" : "INFO";
        const text = isWarning ? line.slice(warning.length) : line;
        this.show({ line, urn, text, severity, isPassing: how === "passing" });
    }

    /** Shows an error that belongs to no answer. */
    logError(line: string): void {
        this.show({ line, urn: "", text: line, severity: "ERROR", isPassing: false });
    }

    /** When every line so far has arrived. One that arrives behind its method's answer may stand below the next resource. */
    async flushed(): Promise<void> {
        await this.last;
    }

    private show(shown: Shown): void {
        this.last = this.last.then(() => this.send(shown));
    }

    /** A line that cannot be shown stops no operation. */
    private async send(shown: Shown): Promise<void> {
        const { client } = this;
        if (!client) return this.otherwise(shown.line);
        const error = await new Promise<unknown>((resolve) => {
            const tooLate = () => resolve(new Error("no answer"));
            const late = setTimeout(tooLate, longestWaitMs).unref();
            const done = (refusal: unknown) => {
                clearTimeout(late);
                resolve(refusal);
            };
            try {
                client.log(this.requestOf(shown), done);
            } catch (refusal) {
                done(refusal);
            }
        });
        if (!error) return;
        client.close();
        this.client = undefined;
        this.otherwise(shown.line);
    }

    private requestOf({ urn, text, severity, isPassing }: Shown): LogRequest {
        const { LogRequest, LogSeverity } = this.modules().messages;
        const request = new LogRequest();
        request.setUrn(urn);
        request.setMessage(text);
        request.setSeverity(LogSeverity[severity]);
        request.setEphemeral(isPassing);
        return request;
    }
}

interface Shown {
    /** As it is printed where there is no engine. */
    readonly line: string;
    readonly urn: string;
    readonly text: string;
    readonly severity: Severity;
    readonly isPassing: boolean;
}

/**
 * Those of Pulumi's dynamic-provider process itself: what a package finds by these names may be of another copy, whose
 * messages and credentials this one would not take.
 */
function modulesOfProcess(): EngineModules {
    const load = (name: string): unknown => require.main?.require(name);
    return {
        grpc: load("@grpc/grpc-js") as EngineModules["grpc"],
        service: load("../../proto/engine_grpc_pb") as EngineModules["service"],
        messages: load("../../proto/engine_pb") as EngineModules["messages"],
    };
}

const ofProcess = new EngineLog(modulesOfProcess, (line) => console.log(line));

/** From now on what a dynamic provider says goes to the engine that started its process, and is printed where none answers. */
export function speakToEngine(): void {
    try {
        ofProcess.at(dynamicProviderEngine(process.argv));
    } catch {
        // A Pulumi whose files stand elsewhere: lines are printed, as they were before there was this way.
    }
}

/** A line about the stack: a dynamic provider is not told the resource's URN. */
export const sayInProcess: Say = (line, how) => ofProcess.log("", line, how);

/** When every line of a dynamic provider has arrived. */
export async function linesShown(): Promise<void> {
    await ofProcess.flushed();
}
