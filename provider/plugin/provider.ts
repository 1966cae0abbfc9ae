/** The methods of Pulumi's provider protocol, over the same engine that the dynamic resources use. */
import { isDeepStrictEqual } from "node:util";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { systemClock } from "../arm/clock";
import type { Say } from "../arm/say";
import { creationKey, stackKey } from "../job/ownerTag";
import { autoNameKey, type Wire } from "../job/wire";
import { asFailures, type Finding } from "../job/findings";
import { internalInputs } from "../job/propertyTable";
import { RegistrationMarks } from "../job/registrationMarks";
import type { Call, Config } from "../job/operation";
import type { EngineLog } from "../dynamic/engineLog";
import { providerContext, functionOf, missingArguments } from "./functions";
import { autoNameOfUrn, creationOfSeed, ownerOfUrn, urnParts } from "./owner";
import {
    plannedOutputs,
    resourceTypes,
    type ResourceType,
    type ResourceTypes,
} from "./resourceTypes";
import schema from "./schema.json";
import { configOf, wrongSettings } from "./providerConfig";
import { fromStruct, toStruct } from "./values";
import { diffAnswer, failure } from "./answers";

/** One provider process. A method's answer is the message, or what it throws. */
export class PackagedProvider {
    private cancellation = new AbortController();
    private config: Config = configOf({});
    private hasProgram = false;
    private readonly types: ResourceTypes;

    /** @param types the resources by token; default: those of the package */
    constructor(
        private readonly engine: EngineLog,
        types: (say: Say) => ResourceTypes = resourceTypes,
    ) {
        this.types = types((line, how) => engine.log("", line, how));
    }

    handshake(request: messages.ProviderHandshakeRequest): messages.ProviderHandshakeResponse {
        this.engine.at(request.getEngineAddress());
        const response = new messages.ProviderHandshakeResponse();
        // Values come in clear. The engine marks outputs secret whose inputs were, and we mark what always is.
        response.setAcceptSecrets(false);
        response.setAcceptResources(false);
        response.setAcceptOutputs(false);
        return response;
    }

    attach(request: PluginAttach): Empty {
        this.engine.at(request.getAddress());
        return new Empty();
    }

    getPluginInfo(): PluginInfo {
        const response = new PluginInfo();
        response.setVersion(schema.version);
        return response;
    }

    getSchema(): messages.GetSchemaResponse {
        const response = new messages.GetSchemaResponse();
        response.setSchema(JSON.stringify(schema));
        return response;
    }

    cancel(): Empty {
        this.cancellation.abort();
        return new Empty();
    }

    checkConfig(request: messages.CheckRequest): messages.CheckResponse {
        this.hasProgram = true;
        // A provider that is to be replaced has no old inputs here, as one that is new.
        const isAnew = Object.keys(fromStruct(request.getOlds())).length === 0;
        const marks = new RegistrationMarks({ engine: this.engine.engine });
        if (isAnew) marks.note({ provider: request.getUrn() });
        const response = new messages.CheckResponse();
        response.setInputs(request.getNews());
        response.setFailuresList(wrongSettings(fromStruct(request.getNews())).map(failure));
        return response;
    }

    /** Other settings never replace a provider: that would replace every job of it. */
    diffConfig(request: messages.DiffRequest): messages.DiffResponse {
        const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
        const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
        const response = new messages.DiffResponse();
        response.setChanges(JSON.stringify(olds) === JSON.stringify(news) ? DIFF_NONE : DIFF_SOME);
        return response;
    }

    configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
        // A process that is attached to serves one operation after another, and each one ends with Cancel.
        this.cancellation = new AbortController();
        this.config = configOf(fromStruct(request.getArgs()));
        const [{ hasProgram }, engine, provider] = [this, this.engine.engine, request.getUrn()];
        const place = { engine, provider, hasProgram };
        for (const { provider } of Object.values(this.types)) {
            provider.configure(this.config, place);
        }
        const response = new messages.ConfigureResponse();
        response.setSupportspreview(true);
        return response;
    }

    async check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
        const urn = request.getUrn();
        const type = this.typeOf(urn);
        const given = fromStruct(request.getNews());
        const { check } = type.provider.methods(this.call(urn));
        const olds = fromStruct(request.getOlds());
        const { inputs, failures } = await check(olds, {
            ...given,
            owner: ownerOfUrn(urn),
            [autoNameKey]: autoNameOfUrn(urn, type.longestName),
            [creationKey]: creationOfSeed(urn, request.getRandomseed_asU8()),
            [stackKey]: urnParts(urn).stack,
        });
        const response = new messages.CheckResponse();
        response.setInputs(toStruct(inputs));
        response.setFailuresList([...ownNames(olds, given), ...failures].map(failure));
        return response;
    }

    async diff(request: messages.DiffRequest): Promise<messages.DiffResponse> {
        const urn = request.getUrn();
        const { diff } = this.typeOf(urn).provider.methods(this.call(urn));
        const { changes, replaces, updates } = await diff(
            request.getId(),
            fromStruct(request.getOlds()),
            fromStruct(request.getNews()),
        );
        return diffAnswer(changes, replaces, updates);
    }

    async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
        const urn = request.getUrn();
        const type = this.typeOf(urn);
        const news = fromStruct(request.getProperties());
        const response = new messages.CreateResponse();
        if (request.getPreview()) {
            response.setProperties(toStruct(plannedOutputs(type, urn, news), type.secretOutputs));
            return response;
        }
        const { create } = type.provider.methods(this.call(urn, request.getTimeout()));
        const { id, outs } = await create(news);
        response.setId(id);
        response.setProperties(toStruct(outs));
        return response;
    }

    async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
        const urn = request.getUrn();
        const { provider } = this.typeOf(urn);
        const methods = provider.methods(this.call(urn));
        const id = request.getId();
        const olds = fromStruct(request.getProperties());
        // An import, or a `get`, knows the id only.
        const found =
            olds.cloud === undefined
                ? await methods.import(id, ownerOfUrn(urn), urnParts(urn).stack)
                : await methods.read(id, olds);
        const response = new messages.ReadResponse();
        if (found.props === undefined) return response;
        response.setId(id);
        response.setProperties(toStruct(found.props));
        response.setInputs(toStruct(found.inputs));
        return response;
    }

    async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
        const urn = request.getUrn();
        const type = this.typeOf(urn);
        const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
        const { update } = type.provider.methods(this.call(urn, request.getTimeout()));
        const outs = request.getPreview()
            ? plannedOutputs(type, urn, news, olds)
            : (await update(request.getId(), olds, news)).outs;
        const response = new messages.UpdateResponse();
        response.setProperties(toStruct(outs, type.secretOutputs));
        return response;
    }

    async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
        const type = functionOf(request.getTok());
        const args = fromStruct(request.getArgs());
        const response = new messages.InvokeResponse();
        const missing = missingArguments(type, args);
        if (missing.length > 0) {
            response.setFailuresList(missing.map(failure));
            return response;
        }
        const result = await type.ask(providerContext(this.config, this.call("")), args);
        response.setReturn(toStruct(result, type.secretResults));
        return response;
    }

    async delete(request: messages.DeleteRequest): Promise<Empty> {
        const urn = request.getUrn();
        const outs = fromStruct(request.getProperties());
        const methods = this.typeOf(urn).provider.methods(this.call(urn));
        const olds = withinTimeout(outs, request.getTimeout());
        await methods.delete(request.getId(), olds, ownerOfUrn(urn), urnParts(urn).stack);
        return new Empty();
    }

    /** @throws Error where the provider has no such type */
    private typeOf(urn: string): ResourceType {
        const token = urnParts(urn).types.at(-1) ?? "";
        const type = this.types[token];
        if (type) return type;
        const known = Object.keys(this.types).join(" and ");
        throw new Error(
            `The provider azure-importexport has no resource ${token}; it has ${known}.`,
        );
    }

    /**
     * One call of the engine's.
     *
     * @param urn empty where it is about no resource
     * @param timeoutSeconds `customTimeouts`; 0: none
     */
    private call(urn: string, timeoutSeconds = 0): Call {
        return {
            urn: urn === "" ? undefined : urn,
            say: (line, how) => this.engine.log(urn, line, how),
            signal: this.cancellation.signal,
            deadlineMs: timeoutSeconds > 0 ? systemClock.now() + timeoutSeconds * 1_000 : undefined,
        };
    }
}

/** `customTimeouts.delete` ends a wait earlier, never later, than `deletion.waitMinutes`. */
function withinTimeout(outs: Wire, timeoutSeconds: number): Wire {
    const deletion = outs.deletion as { waitMinutes?: number } | undefined;
    if (timeoutSeconds <= 0 || typeof deletion?.waitMinutes !== "number") return outs;
    const waitMinutes = Math.min(deletion.waitMinutes, timeoutSeconds / 60);
    return { ...outs, deletion: { ...deletion, waitMinutes } };
}

/**
 * What this provider makes itself: beside it a program's own would be lost without a word. What the stack has already is none of
 * the program's: an import's inputs, and `ignoreChanges`, bring it along.
 */
function ownNames(olds: Wire, given: Wire): Finding[] {
    const names = [...internalInputs, autoNameKey, stackKey].filter(
        (name) => name in given && !isDeepStrictEqual(given[name], olds[name]),
    );
    return asFailures(
        names.map((name) => ({
            property: name,
            reason: "is not known here; take it out of the program",
        })),
    );
}
