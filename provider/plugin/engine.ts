/** The way back to Pulumi's engine: lines for the person who waits, and whether it still lives. */
import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const warning = "Warning: ";

/** The engine that this process works for. */
export class Engine {
    private client: EngineClient | undefined;
    private address: string | undefined;
    private readonly underWay = new Set<Promise<void>>();

    /** @param address `127.0.0.1:PORT`; without one, lines are dropped until {@link at} tells it */
    constructor(address?: string) {
        if (address) this.at(address);
    }

    /** Tells where the engine is: the argument of the process, Handshake or Attach. */
    at(address: string): void {
        if (address === "" || address === this.address) return;
        this.address = address;
        this.client?.close();
        this.client = new EngineClient(address, grpc.credentials.createInsecure());
    }

    /** Shows a line under a resource; one that begins with "Warning: " as a warning. */
    log(urn: string, line: string): void {
        const isWarning = line.startsWith(warning);
        const text = isWarning ? line.slice(warning.length) : line;
        this.send(urn, text, isWarning ? LogSeverity.WARNING : LogSeverity.INFO);
    }

    /** Shows an error that belongs to no answer. */
    logError(line: string): void {
        this.send("", line, LogSeverity.ERROR);
    }

    private send(urn: string, text: string, severity: LogSeverity): void {
        const { client } = this;
        if (!client) return;
        const request = new LogRequest();
        request.setUrn(urn);
        request.setMessage(text);
        request.setSeverity(severity);
        // A line that cannot be shown stops no operation: whoever reads it has gone.
        const sent = new Promise<void>((resolve) => client.log(request, () => resolve()));
        this.underWay.add(sent);
        void sent.then(() => this.underWay.delete(sent));
    }

    /** When every line so far has arrived. One that arrives behind its method's answer may stand below the next resource. */
    async flushed(): Promise<void> {
        await Promise.all(this.underWay);
    }
}
