/** The functions of the packaged provider: the npm package's, by token. */
import { systemClock } from "../arm/clock";
import * as dataBox from "../databox/queries";
import type { Asker } from "../dynamic/asker";
import type { Config } from "../dynamic/dynamicProvider";
import { NotFoundError } from "../dynamic/notFound";
import type { Wire } from "../dynamic/providerMethods";
import * as importExport from "../importexport/queries";
import { readSettings, subscriptionIdOf } from "../settings/config";
import { currentCall } from "./call";

/** One function. */
export interface FunctionType {
    /** Names of arguments that must be given; each is a text. */
    readonly required: readonly string[];
    /** Paths of results that are secret. */
    readonly secretResults: readonly string[];
    readonly call: (asker: Asker, args: Wire) => Promise<object>;
}

const job = ["resourceGroupName", "jobName"];

/** By token. A function that gives a list gives it as its one result: a schema knows objects only. */
export const functionTypes: Readonly<Record<string, FunctionType>> = {
    "azure-importexport:importexport:getJob": {
        required: job,
        secretResults: ["properties", "systemData", "identity"],
        call: (asker, args) => importExport.getJob(asker, as(args)),
    },
    "azure-importexport:importexport:listJobs": {
        required: [],
        secretResults: ["jobs"],
        call: async (asker, args) => ({ jobs: await importExport.listJobs(asker, as(args)) }),
    },
    "azure-importexport:importexport:getLocation": {
        required: ["locationName"],
        secretResults: [],
        call: (asker, args) => importExport.getLocation(asker, as(args)),
    },
    "azure-importexport:importexport:listLocations": {
        required: [],
        secretResults: [],
        call: async (asker) => ({ locations: await importExport.listLocations(asker) }),
    },
    "azure-importexport:importexport:listBitLockerKeys": {
        required: job,
        secretResults: ["bitLockerKeys"],
        call: async (asker, args) => ({
            bitLockerKeys: await importExport.listBitLockerKeys(asker, as(args)),
        }),
    },
    "azure-importexport:databox:getCustomerDiskJob": {
        required: job,
        secretResults: ["details", "systemData", "identity"],
        call: (asker, args) => dataBox.getCustomerDiskJob(asker, as(args)),
    },
    "azure-importexport:databox:listCustomerDiskJobs": {
        required: [],
        secretResults: ["jobs"],
        call: async (asker, args) => ({
            jobs: await dataBox.listCustomerDiskJobs(asker, as(args)),
        }),
    },
    "azure-importexport:databox:listAvailableSkus": {
        required: ["resourceGroupName", "location", "country", "transferType"],
        secretResults: [],
        call: async (asker, args) => ({ skus: await dataBox.listAvailableSkus(asker, as(args)) }),
    },
    "azure-importexport:databox:getDataCenterAddress": {
        required: ["location"],
        secretResults: [],
        call: (asker, args) => dataBox.getDataCenterAddress(asker, as(args)),
    },
    "azure-importexport:databox:listCustomerDiskCredentials": {
        required: job,
        secretResults: ["diskSecrets"],
        call: async (asker, args) => ({
            diskSecrets: await dataBox.listCustomerDiskCredentials(asker, as(args)),
        }),
    },
};

/** The names that must be there are, and the service judges the rest. */
function as<Args>(args: Wire): Args {
    return args as Args;
}

/** @throws NotFoundError where the provider has no such function */
export function functionOf(token: string): FunctionType {
    const found = functionTypes[token];
    if (found) return found;
    const known = Object.keys(functionTypes).join(", ");
    throw new NotFoundError(
        `The provider azure-importexport has no function ${token}; it has ${known}.`,
    );
}

/** The arguments that are missing, or are no text, each as a sentence. */
export function missingArguments({ required }: FunctionType, args: Wire): [string, string][] {
    return required
        .filter((name) => typeof args[name] !== "string" || args[name] === "")
        .map((name) => [name, `${name} must be given, as a text that is not empty.`]);
}

/** The provider's own settings ask. @throws SettingsError */
export function askingProvider(config: Config): Asker {
    const settings = readSettings(config, process.env);
    return {
        settings,
        subscription: (own) => subscriptionIdOf(settings, own),
        surroundings: {
            clock: systemClock,
            say: (line) => currentCall()?.say(line),
            signal: currentCall()?.cancelled,
        },
    };
}
