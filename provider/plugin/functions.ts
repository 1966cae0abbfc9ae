/** The functions of the packaged provider: the npm package's, by token. */
import { systemClock } from "../arm/clock";
import * as dataBox from "../databox/queries";
import { type QueryContext, NotFoundError } from "../job/queries";
import type { Call, Config } from "../job/operation";
import type { Finding } from "../job/findings";
import type { Wire } from "../job/wire";
import * as importExport from "../importexport/queries";
import { readSettings, subscriptionIdOf } from "../settings/config";
import schema from "./schema.json";

type Ask = (context: QueryContext, args: Wire) => Promise<object>;

/** By token. A function that gives a list gives it as its one result: a schema knows objects only. */
const asks: Readonly<Record<string, Ask>> = {
    "azure-importexport:importexport:getJob": (context, args) =>
        importExport.getJob(context, as(args)),
    "azure-importexport:importexport:listJobs": async (context, args) => ({
        jobs: await importExport.listJobs(context, as(args)),
    }),
    "azure-importexport:importexport:getLocation": (context, args) =>
        importExport.getLocation(context, as(args)),
    "azure-importexport:importexport:listLocations": async (context) => ({
        locations: await importExport.listLocations(context),
    }),
    "azure-importexport:importexport:listBitLockerKeys": async (context, args) => ({
        bitLockerKeys: await importExport.listBitLockerKeys(context, as(args)),
    }),
    "azure-importexport:databox:getCustomerDiskJob": (context, args) =>
        dataBox.getCustomerDiskJob(context, as(args)),
    "azure-importexport:databox:listCustomerDiskJobs": async (context, args) => ({
        customerDiskJobs: await dataBox.listCustomerDiskJobs(context, as(args)),
    }),
    "azure-importexport:databox:listAvailableSkus": async (context, args) => ({
        skus: await dataBox.listAvailableSkus(context, as(args)),
    }),
    "azure-importexport:databox:getDataCenterAddress": (context, args) =>
        dataBox.getDataCenterAddress(context, as(args)),
    "azure-importexport:databox:listCustomerDiskCredentials": async (context, args) => ({
        diskSecrets: await dataBox.listCustomerDiskCredentials(context, as(args)),
    }),
};

/** The names that must be there are, and the service judges the rest. */
function as<Args>(args: Wire): Args {
    return args as Args;
}

/** One function, with what the schema says of it. */
export interface FunctionType {
    readonly ask: Ask;
    /** Names of arguments that must be given; each is a text. */
    readonly required: readonly string[];
    /** Results that are secret. */
    readonly secretResults: readonly string[];
}

/** @throws NotFoundError where the provider has no such function */
export function functionOf(token: string): FunctionType {
    const ask = asks[token];
    if (!ask) {
        const known = Object.keys(asks).join(", ");
        throw new NotFoundError(
            `The provider azure-importexport has no function ${token}; it has ${known}.`,
        );
    }
    const { inputs, outputs } = (schema.functions as Record<string, Declared>)[token] ?? {};
    return {
        ask,
        required: inputs?.required ?? [],
        secretResults: Object.entries(outputs?.properties ?? {})
            .filter(([, { secret }]) => secret)
            .map(([name]) => name),
    };
}

interface Declared {
    readonly inputs?: { readonly required?: readonly string[] };
    readonly outputs?: { readonly properties?: Readonly<Record<string, { secret?: boolean }>> };
}

/** The arguments that are missing, or are no text, each as a sentence. */
export function missingArguments({ required }: FunctionType, args: Wire): Finding[] {
    return required
        .filter((name) => typeof args[name] !== "string" || args[name] === "")
        .map((name) => ({
            property: name,
            reason: `${name} must be given, as a text that is not empty.`,
        }));
}

/** The provider's own settings ask, for one call. @throws SettingsError */
export function providerContext(config: Config, { say, signal }: Call): QueryContext {
    const settings = readSettings(config, process.env);
    return {
        settings,
        subscription: (own) => subscriptionIdOf(settings, own),
        surroundings: { clock: systemClock, say, signal },
    };
}
