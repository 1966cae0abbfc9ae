import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** One line that a provider showed. */
export interface ShownLine {
    urn: string;
    text: string;
    severity: LogSeverity;
    /** It shows how far something is, and leaves nothing in the diagnostics. */
    isPassing: boolean;
}

/** Pulumi's engine, as far as a packaged provider speaks to it: it takes lines, and can die. */
export class ListeningEngine {
    private constructor(
        private readonly server: grpc.Server,
        readonly address: string,
        readonly lines: readonly ShownLine[],
    ) {}

    /** @param how `isSilent`: it takes lines, and never answers */
    static async start({ isSilent = false } = {}): Promise<ListeningEngine> {
        const server = new grpc.Server();
        const lines: ShownLine[] = [];
        server.addService(EngineService, {
            log: (
                { request }: { request: LogRequest },
                done: (error: null, response: Empty) => void,
            ) => {
                const [urn, text] = [request.getUrn(), request.getMessage()];
                const isPassing = request.getEphemeral();
                lines.push({ urn, text, severity: request.getSeverity(), isPassing });
                if (!isSilent) done(null, new Empty());
            },
        });
        const port = await new Promise<number>((resolve, reject) => {
            server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, at) =>
                error ? reject(error) : resolve(at),
            );
        });
        return new ListeningEngine(server, `127.0.0.1:${port}`, lines);
    }

    /** All lines, warnings with the word that a dynamic provider prints before them. */
    get output(): string {
        const warning = (severity: LogSeverity) =>
            severity === LogSeverity.WARNING ? "Warning: " : "";
        return this.lines.map(({ text, severity }) => `${warning(severity)}${text}\n`).join("");
    }

    /** As a CLI that is killed: the port and every connection are closed. */
    die(): void {
        this.server.forceShutdown();
    }
}
