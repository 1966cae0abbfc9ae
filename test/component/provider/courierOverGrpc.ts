/** A packaged provider that has the courier's jobs too, asked over gRPC as the engine asks one. */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineLog } from "../../../provider/dynamic/engineLog";
import { jobProvider } from "../../../provider/dynamic/jobProvider";
import { PackagedProvider } from "../../../provider/plugin/provider";
import { resourceTypes } from "../../../provider/plugin/resourceTypes";
import { listen } from "../../../provider/plugin/server";
import { courier } from "../../fixtures/courier/service";
import { struct, unmarked, type Properties } from "./providerProcess";

const token = "azure-importexport:courier:CourierJob";
const urn = `urn:pulumi:dev::test::${token}::photos`;

const plain = (value: Struct | undefined) => unmarked((value?.toJavaScript() ?? {}) as Properties);
/** The packaged provider makes the owner itself. */
const ofProgram = ({ owner: _, ...given }: Properties) => given;

type Send<R> = (
    client: ResourceProviderClient,
    done: (error: grpc.ServiceError | null, response: R) => void,
) => unknown;

const servers: grpc.Server[] = [];

/** Ends every server that was opened. */
export function closeCourierDoors(): void {
    for (const server of servers.splice(0)) server.forceShutdown();
}

/** @param config by full keys; the provider's arguments have the names alone */
export function courierOverGrpc(config: ReadonlyMap<string, string>) {
    const opened = (async () => {
        const engine = new EngineLog(() => {
            throw new Error("There is no engine.");
        });
        // The line that registers the third service.
        const provider = new PackagedProvider(engine, (say) => ({
            ...resourceTypes(say),
            [token]: {
                provider: jobProvider(courier, say),
                longestName: 64,
                secretOutputs: [],
                lastingOutputs: [],
                deletion: (given, owner) => courier.deletionOf(given, owner),
            },
        }));
        const { server, port } = await listen(engine, provider);
        servers.push(server);
        const credentials = grpc.credentials.createInsecure();
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials);
        const args = [...config].map(([key, value]) => [key.split(":").pop() ?? "", value]);
        const request = new messages.ConfigureRequest();
        request.setArgs(struct(Object.fromEntries(args) as object));
        await answer(client, (one, done) => one.configure(request, done));
        return client;
    })();
    const ask = async <R>(send: Send<R>): Promise<R> => await answer(await opened, send);

    /** What a diff and an update say of the job. */
    function fill<R extends messages.DiffRequest | messages.UpdateRequest>(
        request: R,
        id: string,
        olds: Properties,
        news: Properties,
    ): R {
        request.setUrn(urn);
        request.setId(id);
        request.setOlds(struct(olds));
        request.setNews(struct(ofProgram(news)));
        return request;
    }

    return {
        async check(olds: Properties, news: Properties) {
            const request = new messages.CheckRequest();
            request.setUrn(urn);
            request.setOlds(struct(olds));
            request.setNews(struct(ofProgram(news)));
            const response = await ask<messages.CheckResponse>((client, done) =>
                client.check(request, done),
            );
            const failures = response.getFailuresList().map((failure) => failure.toObject());
            return { inputs: plain(response.getInputs()), failures };
        },
        async diff(id: string, olds: Properties, news: Properties) {
            const request = fill(new messages.DiffRequest(), id, olds, news);
            const response = await ask<messages.DiffResponse>((client, done) =>
                client.diff(request, done),
            );
            const { UPDATE_REPLACE } = messages.PropertyDiff.Kind;
            const replaces: string[] = [];
            response.getDetaileddiffMap().forEach((difference, path) => {
                if (difference.getKind() === UPDATE_REPLACE) replaces.push(path);
            });
            const changes = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
            return { changes, replaces };
        },
        async create(news: Properties) {
            const request = new messages.CreateRequest();
            request.setUrn(urn);
            request.setProperties(struct(news));
            const response = await ask<messages.CreateResponse>((client, done) =>
                client.create(request, done),
            );
            return { id: response.getId(), outs: plain(response.getProperties()) };
        },
        async read(id: string, outs: Properties) {
            const request = new messages.ReadRequest();
            request.setUrn(urn);
            request.setId(id);
            request.setProperties(struct(outs));
            const response = await ask<messages.ReadResponse>((client, done) =>
                client.read(request, done),
            );
            if (response.getId() === "") return {};
            return { id: response.getId(), props: plain(response.getProperties()) };
        },
        async update(id: string, olds: Properties, news: Properties) {
            const request = fill(new messages.UpdateRequest(), id, olds, news);
            const response = await ask<messages.UpdateResponse>((client, done) =>
                client.update(request, done),
            );
            return { outs: plain(response.getProperties()) };
        },
        async delete(id: string, outs: Properties) {
            const request = new messages.DeleteRequest();
            request.setUrn(urn);
            request.setId(id);
            request.setProperties(struct(outs));
            await ask((client, done) => client.delete(request, done));
        },
    };
}

function answer<R>(client: ResourceProviderClient, send: Send<R>): Promise<R> {
    return new Promise((resolve, reject) => {
        send(client, (error, response) =>
            error ? reject(new Error(error.details)) : resolve(response),
        );
    });
}
