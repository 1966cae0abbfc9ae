/** The programs that the benchmarks of the engine run, N resources each. */
import path from "node:path";
import type { StackOptions } from "../harness/stack";
import { importOrder } from "../fixtures/diskInputs";

export type Program = Pick<StackOptions, "program" | "files">;

/** N import jobs of one drive. */
export function jobs(count: number): Program {
    return {
        program: `
            const { Job } = require("pulumi-azure-importexport");
            for (let i = 0; i < ${count}; i++) {
                new Job("job-" + i, {
                    resourceGroupName: "rg-bench",
                    location: "westus",
                    properties: {
                        storageAccountId: "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/archive",
                        jobType: "Import",
                        driveList: [{ driveId: "9CA995BB", bitLockerKey: "238810-662376-448998-450120-652806-203390-606320-483076", manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" }],
                    },
                });
            }`,
    };
}

/** N customer-disk jobs that import one disk each. */
export function orders(count: number): Program {
    const { deletion: _, ...args } = importOrder();
    return {
        program: `
            const { CustomerDiskJob } = require("pulumi-azure-importexport");
            const args = ${JSON.stringify(args)};
            for (let i = 0; i < ${count}; i++) new CustomerDiskJob("order-" + i, args);`,
    };
}

/** N dynamic resources with nothing in them. */
export function empty(count: number): Program {
    return {
        program: `
            const { dynamic } = require("@pulumi/pulumi");
            const provider = {
                create: async () => ({ id: "empty", outs: {} }),
                delete: async () => {},
            };
            for (let i = 0; i < ${count}; i++) new dynamic.Resource(provider, "empty-" + i, {});`,
    };
}

/** A resource of the checkpoint, its secrets in clear. */
export interface StoredResource {
    type: string;
    id?: string;
    inputs?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
    additionalSecretOutputs?: unknown;
}

/**
 * N resources that leave the same checkpoint as N jobs, secrets included, and ask nobody for it: what
 * Pulumi itself takes for a resource of that size.
 */
export function sameCheckpoint(count: number, job: StoredResource): Program {
    const { type, id, inputs, outputs, additionalSecretOutputs } = job;
    const construction = path.resolve(__dirname, "../../provider/dist/dynamic/stackTraces.js");
    const line = 'exports.handler = () => require("./sameCheckpoint.js").provider; //';
    return {
        program: `
            const pulumi = require("@pulumi/pulumi");
            const { shortenStacks } = require(${JSON.stringify(construction)});
            const { inputs, additionalSecretOutputs } = require("./stored.json");
            const revived = (value) => {
                if (Array.isArray(value)) return value.map(revived);
                if (typeof value !== "object" || value === null) return value;
                if ("secret of the program" in value)
                    return pulumi.secret(value["secret of the program"]);
                return Object.fromEntries(
                    Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
            };
            class Stored extends pulumi.CustomResource {
                constructor(name) {
                    const withLongStacks = shortenStacks();
                    try {
                        const __provider = ${JSON.stringify(line)};
                        super(${JSON.stringify(type)}, name,
                            { ...revived(inputs), __provider },
                            { deleteBeforeReplace: true, additionalSecretOutputs });
                    } finally {
                        withLongStacks();
                    }
                }
            }
            for (let i = 0; i < ${count}; i++) new Stored("job-" + i);`,
        files: {
            "stored.json": JSON.stringify({
                id,
                inputs: unwrapped(inputs, (secret) => ({ "secret of the program": secret })),
                outputs: unwrapped(outputs, (secret) => secret),
                additionalSecretOutputs,
            }),
            "sameCheckpoint.js": `
                const { id, outputs } = require("./stored.json");
                exports.provider = {
                    check: async (olds, news) => ({ inputs: news, failures: [] }),
                    diff: async () => ({ changes: false }),
                    create: async () => ({ id, outs: outputs }),
                    read: async (id, props) => ({ id, props }),
                    delete: async () => {},
                };`,
        },
    };
}

const secretMark = "4dabf18193072939515e22adb298388d";

/** Takes the secrets out of what `pulumi stack export --show-secrets` wraps them in. */
function unwrapped(value: unknown, wrap: (secret: unknown) => unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => unwrapped(one, wrap));
    if (typeof value !== "object" || value === null) return value;
    if (secretMark in value && "plaintext" in value) {
        return wrap(unwrapped(JSON.parse(String(value.plaintext)), (secret) => secret));
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, unwrapped(inner, wrap)]),
    );
}
