/** The process that the engine starts, or attaches to: gRPC on a port of its own, which it prints first. */
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import * as service from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/engine_pb";
import { endWithEngine } from "../dynamic/engineChannel";
import { EngineLog } from "../dynamic/engineLog";
import { PackagedProvider } from "./provider";
import { toStruct } from "./values";

/** As large as Pulumi lets a message be. */
const maxMessageBytes = 400 * 1024 * 1024;

const methods = [
    "handshake",
    "attach",
    "getPluginInfo",
    "getSchema",
    "cancel",
    "checkConfig",
    "diffConfig",
    "configure",
    "check",
    "diff",
    "create",
    "read",
    "update",
    "delete",
    "invoke",
] as const;

/** Serves until the engine ends. @param args those of the process: the last one is the engine's address */
export async function serve(args: readonly string[]): Promise<void> {
    const address = args.filter((arg) => !arg.startsWith("-")).at(-1);
    const engine = new EngineLog(() => ({ grpc, service, messages }));
    engine.at(address);
    const { port } = await listen(engine, new PackagedProvider(engine));
    process.stdout.write(`${port}\n`);
    // A process that the engine attaches to outlives it, and has no address among its arguments.
    if (address !== undefined) endWithEngine(address);
    tellOfUnexpectedEnd(engine);
}

/** Answers the methods of the protocol on a port of its own. */
export async function listen(
    engine: EngineLog,
    provider: PackagedProvider,
): Promise<{ server: grpc.Server; port: number }> {
    const server = new grpc.Server({
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.max_send_message_length": maxMessageBytes,
    });
    const handlers = methods.map((name) => [name, handler(engine, provider, name)] as const);
    server.addService(ResourceProviderService, Object.fromEntries(handlers));
    const port = await new Promise<number>((resolve, reject) => {
        const credentials = grpc.ServerCredentials.createInsecure();
        server.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
            error ? reject(error) : resolve(bound),
        );
    });
    return { server, port };
}

function handler(engine: EngineLog, provider: PackagedProvider, name: (typeof methods)[number]) {
    return (
        { request }: { request: unknown },
        answer: (error: Partial<grpc.ServiceError> | null, response?: unknown) => void,
    ): void => {
        // Each method takes the message of its own name, which TypeScript cannot follow through a table.
        const method = provider[name].bind(provider) as (request: unknown) => unknown;
        const work = async () => await method(request);
        work().then(
            (response) => void engine.flushed().then(() => answer(null, response)),
            (error: unknown) => void engine.flushed().then(() => answer(failed(error))),
        );
    };
}

/** What the engine reads of an error; one that keeps a half-made resource has its id and properties. */
function failed(error: unknown): Partial<grpc.ServiceError> {
    const code = grpc.status.UNKNOWN;
    const { message } = error as Error;
    const { id, properties, reasons } = error as {
        id?: string;
        properties?: object;
        reasons?: string[];
    };
    if (id === undefined || properties === undefined) return { code, details: message };
    const kept = new ErrorResourceInitFailed();
    kept.setId(id);
    kept.setProperties(toStruct(properties));
    kept.setReasonsList(reasons ?? [message]);
    const detail = new Any();
    detail.pack(kept.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(code);
    status.setMessage(message);
    status.addDetails(detail);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code, details: message, metadata };
}

function tellOfUnexpectedEnd(engine: EngineLog): void {
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
        process.on(event, (error: unknown) => {
            // Pulumi shows nothing of what a plugin prints, and would call this a bug of an unknown kind.
            const reason = error instanceof Error ? error.message : String(error);
            engine.logError(
                `The provider azure-importexport ends because of an error that it did not expect: ${reason}. What was under way may have reached Azure: run "pulumi refresh" before anything else.`,
            );
            void engine.flushed().finally(() => process.exit(1));
        });
    }
}
