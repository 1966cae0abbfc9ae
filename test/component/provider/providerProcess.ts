import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { pluginFolder, type JobKind } from "../../fixtures/jobStack";
import { lazyModules } from "../../harness/lazyModules";
import { ListeningEngine } from "./listeningEngine";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** Properties as they cross the wire. */
export type Properties = Record<string, unknown>;

/** Without Pulumi's wrapping of secrets, as the engine hands values over and keeps them in mind. */
export function unmarked<T>(value: T): T {
    const clear = (one: unknown): unknown => {
        if (Array.isArray(one)) return one.map(clear);
        if (typeof one !== "object" || one === null) return one;
        const { value: secret, "4dabf18193072939515e22adb298388d": mark } = one as Properties;
        if (mark !== undefined) return clear(secret);
        return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, clear(inner)]));
    };
    return clear(value) as T;
}

/** A half-made resource that an error keeps in the stack. */
export interface Kept {
    id: string;
    properties: Properties;
    reasons: string[];
}

/** What a call came to: a value, or the message that the user reads. */
export type Answer<T> =
    | { value: T; error?: undefined; kept?: undefined }
    | { value?: undefined; error: string; kept?: Kept };

type Send<R> = (
    client: ResourceProviderClient,
    done: (error: grpc.ServiceError | null, response: R) => void,
) => unknown;

/** The line that every checkpoint holds. Written out: state that exists must stay readable. */
const storedLine = 'exports.handler = () => require("pulumi-azure-importexport/crud").provider;';

const repository = path.resolve(__dirname, "../../..");

/** Of this machine, and no engine's. Each time another: processes of one engine tell each other what is registered. */
const unansweredAddress = () => `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}:1`;

/**
 * Pulumi's own dynamic-provider process, or the packaged provider's, asked over gRPC as the engine asks it, without an
 * engine: a call takes milliseconds.
 */
export class ProviderProcess {
    private operations = 0;
    private marks = 0;

    private constructor(
        private readonly child: ChildProcess,
        private readonly client: ResourceProviderClient,
        private readonly printed: { text: string },
        /** Of the packaged provider, which shows its lines there. */
        readonly engine?: ListeningEngine,
    ) {}

    /**
     * @param env what the engine would hand down: the emulator's variables
     * @param preload a module of this folder that is loaded before everything else
     * @param folder the project's folder: the packages below it are run
     * @param engine the engine's address; by default one where nobody answers
     */
    static async start(
        env: Readonly<Record<string, string>>,
        preload?: string,
        folder = repository,
        engine = unansweredAddress(),
    ): Promise<ProviderProcess> {
        const command = require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [folder] });
        const args = [...preloading(preload), command, engine];
        return await ProviderProcess.spawned(args, env, folder);
    }

    /**
     * The packaged provider: the one file that `npm run build` makes, with an engine that takes its lines.
     *
     * @param folder the project's folder
     * @param engine by default one of its own
     */
    static async startPackaged(
        env: Readonly<Record<string, string>>,
        preload?: string,
        folder = repository,
        engine?: ListeningEngine,
    ): Promise<ProviderProcess> {
        engine ??= await ListeningEngine.start();
        const command = path.join(pluginFolder, "pulumi-resource-azure-importexport");
        const args = [...preloading(preload), command, engine.address];
        return await ProviderProcess.spawned(args, env, folder, engine);
    }

    /**
     * The process that has jobs of this kind: the dynamic provider's, or the packaged one's in this project's folder.
     *
     * @param engine the one that starts it; by default each packaged one has one of its own
     */
    static async startFor(
        { isPackaged }: JobKind,
        env: Readonly<Record<string, string>>,
        preload?: string,
        folder?: string,
        engine?: ListeningEngine,
    ): Promise<ProviderProcess> {
        return isPackaged
            ? await ProviderProcess.startPackaged(env, preload, folder, engine)
            : await ProviderProcess.start(env, preload, undefined, engine?.address);
    }

    private static async spawned(
        args: string[],
        env: Readonly<Record<string, string>>,
        folder: string,
        engine?: ListeningEngine,
    ): Promise<ProviderProcess> {
        // Instead of the user's own, where nothing else is said.
        const home = fs.mkdtempSync(path.join(os.tmpdir(), "importexport-home-"));
        const own = { PATH: process.env.PATH, NODE_OPTIONS: lazyModules, PULUMI_HOME: home };
        const child = spawn(process.execPath, args, {
            cwd: folder,
            env: { ...own, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        child.once("exit", () => fs.rmSync(home, { recursive: true, force: true }));
        const printed = { text: "" };
        const port = await new Promise<string>((resolve, reject) => {
            child.on("error", reject);
            child.on("exit", () => reject(new Error(`The provider ended: ${printed.text}`)));
            child.stdout.setEncoding("utf8").on("data", (text: string) => {
                printed.text += text;
                const port = /^(\d+)\n/.exec(printed.text)?.[1];
                if (port) resolve(port);
            });
            child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.text += text));
        });
        const credentials = grpc.credentials.createInsecure();
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials);
        return new ProviderProcess(child, client, printed, engine);
    }

    /**
     * Begins a Pulumi operation. The provider learns of it by a stored line that it has not seen yet:
     * a comment behind the line makes it another one, and so the process is configured anew.
     *
     * @param line of the packaged provider the type token, since no line is stored there
     */
    async begin(config: Record<string, string> = {}, line = storedLine): Promise<Operation> {
        this.operations += 1;
        const request = new messages.ConfigureRequest();
        const own = Object.entries(config).map(([key, value]) => [key.split(":")[1], value]);
        request.setArgs(struct(this.engine ? (Object.fromEntries(own) as Properties) : config));
        await this.ask((client, done) => client.configure(request, done));
        if (this.engine) return new Operation(this, { type: line });
        return new Operation(this, { storedProvider: `${line} // ${this.operations}` });
    }

    /** The same, for jobs of this kind: see {@link startFor}. */
    async beginFor(kind: JobKind, config: Record<string, string> = {}): Promise<Operation> {
        return await this.begin(config, kind.isPackaged ? kind.type : kind.storedLine);
    }

    /** Sends one request. */
    ask<R>(send: Send<R>): Promise<R> {
        return new Promise((resolve, reject) => {
            send(this.client, (error, response) => (error ? reject(error) : resolve(response)));
        });
    }

    /**
     * Everything printed so far. What a call printed is on its way when its answer arrives; a mark
     * that comes out behind it says that all of it is here.
     */
    async output(): Promise<string> {
        if (this.engine) return this.engine.output;
        const mark = `mark ${(this.marks += 1)}.`;
        await this.run(`console.log("${mark}"); console.error("${mark}");`);
        while (this.printed.text.split(mark).length < 3) {
            await new Promise((resolve) => setTimeout(resolve, 1));
        }
        return this.printed.text;
    }

    /** Runs a statement in the process: Pulumi evaluates a stored provider that it has not seen yet. */
    async run(statement: string): Promise<void> {
        const request = new messages.CheckRequest();
        request.setOlds(struct({}));
        const provider = `exports.handler = () => ({ check: () => { ${statement} return {}; } });`;
        request.setNews(struct({ __provider: provider }));
        await this.ask((client, done) => client.check(request, done));
    }

    /** Closes the pipes that it prints into, as a CLI that is killed does. */
    stopReading(): void {
        this.child.stdout?.destroy();
        this.child.stderr?.destroy();
    }

    signal(name: NodeJS.Signals): void {
        this.child.kill(name);
    }

    /** Whether the process has ended. */
    get hasEnded(): boolean {
        return this.child.exitCode !== null || this.child.signalCode !== null;
    }

    /** Ends the process at once, with no chance to tidy up. */
    async kill(): Promise<void> {
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        this.child.kill("SIGKILL");
        await ended;
    }

    async stop(): Promise<void> {
        this.client.close();
        this.engine?.die();
        if (this.hasEnded) return;
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        this.child.kill();
        await ended;
    }
}

/** One Pulumi operation: all its calls share what the provider knows of it. */
export class Operation {
    constructor(
        private readonly provider: ProviderProcess,
        private readonly resource: { storedProvider: string } | { type: string },
    ) {}

    check(olds: Properties, news: Properties) {
        return this.checkAfter(this.struct(olds), news);
    }

    /** @param olds of a resource that was the other provider's until now, dynamic or packaged */
    checkMoved(olds: Properties, news: Properties) {
        const isDynamic = "storedProvider" in this.resource;
        return this.checkAfter(
            struct(isDynamic ? olds : { ...olds, __provider: storedLine }),
            news,
        );
    }

    private checkAfter(olds: Struct, news: Properties) {
        const request = new messages.CheckRequest();
        request.setUrn(this.urn(news));
        request.setOlds(olds);
        request.setNews(this.struct(this.ofProgram(news)));
        return this.ask<messages.CheckResponse, { inputs: Properties; failures: object[] }>(
            (client, done) => client.check(request, done),
            (response) => ({
                inputs: plain(response.getInputs()),
                failures: response.getFailuresList().map((failure) => failure.toObject()),
            }),
        );
    }

    diff(id: string, olds: Properties, news: Properties) {
        const request = new messages.DiffRequest();
        request.setId(id);
        request.setUrn(this.urn(news));
        request.setOlds(this.struct(olds));
        request.setNews(this.struct(news));
        return this.ask<messages.DiffResponse, { changes: boolean; replaces: string[] }>(
            (client, done) => client.diff(request, done),
            (response) => ({
                changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
                replaces: response.getHasdetaileddiff()
                    ? replacedPaths(response)
                    : response.getReplacesList(),
            }),
        );
    }

    /** @param timeoutSeconds `customTimeouts`; 0: none */
    create(news: Properties, timeoutSeconds = 0) {
        const request = new messages.CreateRequest();
        request.setUrn(this.urn(news));
        request.setTimeout(timeoutSeconds);
        request.setProperties(this.struct(news));
        return this.ask<messages.CreateResponse, { id: string; properties: Properties }>(
            (client, done) => client.create(request, done),
            (response) => ({ id: response.getId(), properties: plain(response.getProperties()) }),
        );
    }

    /** @returns an empty id for a resource that is gone; `inputs` where the provider gives them */
    read(id: string, properties: Properties) {
        const request = new messages.ReadRequest();
        request.setId(id);
        request.setUrn(this.urn(properties));
        request.setProperties(this.struct(properties));
        return this.ask<
            messages.ReadResponse,
            { id: string; properties: Properties; inputs?: Properties }
        >(
            (client, done) => client.read(request, done),
            (response) => ({
                id: response.getId(),
                properties: plain(response.getProperties()),
                inputs: response.hasInputs() ? plain(response.getInputs()) : undefined,
            }),
        );
    }

    /** @param timeoutSeconds `customTimeouts`; 0: none */
    update(id: string, olds: Properties, news: Properties, timeoutSeconds = 0) {
        const request = new messages.UpdateRequest();
        request.setId(id);
        request.setTimeout(timeoutSeconds);
        request.setUrn(this.urn(news));
        request.setOlds(this.struct(olds));
        request.setNews(this.struct(news));
        return this.ask<messages.UpdateResponse, Properties>(
            (client, done) => client.update(request, done),
            (response) => plain(response.getProperties()),
        );
    }

    delete(id: string, properties: Properties) {
        const request = new messages.DeleteRequest();
        request.setId(id);
        request.setUrn(this.urn(properties));
        request.setProperties(this.struct(properties));
        return this.ask<unknown, "deleted">(
            (client, done) => client.delete(request, done),
            () => "deleted",
        );
    }

    /** A program gives the packaged provider nothing of what the class makes for the dynamic one. */
    private ofProgram(inputs: Properties): Properties {
        if ("storedProvider" in this.resource) return inputs;
        const { owner: _1, creation: _2, autoJobName: _3, stackName: _4, ...own } = inputs;
        return own;
    }

    private struct(properties: Properties): Struct {
        const isEmpty = Object.keys(properties).length === 0;
        const { storedProvider } = { storedProvider: undefined, ...this.resource };
        return struct(isEmpty ? {} : { ...properties, __provider: storedProvider });
    }

    /** The engine tells a packaged provider which resource it is, and a dynamic one the same only in its inputs. */
    private urn({ owner = "organization/test/dev/photos" }: Properties): string {
        const [, project, stack, ...path] = String(owner).split("/");
        const type =
            "type" in this.resource ? this.resource.type : "pulumi-nodejs:dynamic:Resource";
        return `urn:pulumi:${stack}::${project}::${[...path.slice(0, -1), type].join("$")}::${path.at(-1)}`;
    }

    private async ask<R, T>(send: Send<R>, read: (response: R) => T): Promise<Answer<T>> {
        try {
            return { value: read(await this.provider.ask(send)) };
        } catch (error) {
            const { details, metadata } = error as grpc.ServiceError;
            if (metadata === undefined) throw error;
            return { error: details, kept: keptBy(metadata) };
        }
    }
}

function preloading(module: string | undefined): string[] {
    return module === undefined ? [] : ["--require", path.join(__dirname, module)];
}

/** A packaged provider names the place in the detailed difference, and the property alone in the list. */
function replacedPaths(response: messages.DiffResponse): string[] {
    const { UPDATE_REPLACE } = messages.PropertyDiff.Kind;
    const replaced: string[] = [];
    response.getDetaileddiffMap().forEach((difference, path) => {
        if (difference.getKind() === UPDATE_REPLACE) replaced.push(path);
    });
    return replaced;
}

/** The half-made resource that rides on an error (`ErrorResourceInitFailed`). */
function keptBy(metadata: grpc.Metadata): Kept | undefined {
    const [packed] = metadata.get("grpc-status-details-bin");
    if (!packed) return undefined;
    const [detail] = Status.deserializeBinary(Buffer.from(packed)).getDetailsList();
    if (!detail) return undefined;
    const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    return {
        id: failed.getId(),
        properties: plain(failed.getProperties()),
        reasons: failed.getReasonsList(),
    };
}

/** Properties as the protocol has them. */
export function struct(properties: object): Struct {
    const wire = JSON.parse(JSON.stringify(properties)) as Record<string, JavaScriptValue>;
    return Struct.fromJavaScript(wire);
}

function plain(properties: Struct | undefined): Properties {
    return properties?.toJavaScript() ?? {};
}
