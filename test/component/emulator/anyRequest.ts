import fc from "fast-check";
import { documentedJobStates } from "../../../emulator/importexport/job";
import { deliveryPackage, exportJob, importJob } from "./harness";

/** One thing that may happen. Paths are made when it happens: they hold the subscription's id. */
export type Step =
    | {
          readonly kind: "request";
          readonly method: string;
          readonly path: string;
          readonly body: unknown;
          readonly apiVersion: string | null;
          readonly token: string | null | undefined;
          readonly headers: Record<string, string>;
      }
    | { readonly kind: "move"; readonly name: string; readonly state: string | null }
    | { readonly kind: "advance"; readonly days: number };

// Mostly names that can be, so that the requests meet each other.
const jobName = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("photos", "PHOTOS", "out") },
    { weight: 1, arbitrary: fc.constantFrom("a", "1bad", "x".repeat(70), "__proto__", "jobs") },
);
const groupName = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("rg-test", "RG-TEST") },
    { weight: 1, arbitrary: fc.constantFrom("rg-other", "bad group.", "%00", "..") },
);
const word = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: "binary", maxLength: 8 }));

const path = fc.oneof(
    {
        weight: 8,
        arbitrary: fc
            .tuple(groupName, jobName)
            .map(
                ([group, name]) =>
                    `/subscriptions/SUB/resourceGroups/${group}/providers/Microsoft.ImportExport/jobs/${name}`,
            ),
    },
    {
        weight: 1,
        arbitrary: jobName.map(
            (name) =>
                `/subscriptions/SUB/resourceGroups/rg-test/providers/Microsoft.ImportExport/jobs/${name}/listBitLockerKeys`,
        ),
    },
    {
        weight: 1,
        arbitrary: groupName.map((group) => `/subscriptions/SUB/resourceGroups/${group}`),
    },
    {
        weight: 2,
        arbitrary: fc
            .tuple(fc.constantFrom("", "/resourceGroups/rg-test"), word, word)
            .map(
                ([group, top, filter]) =>
                    `/subscriptions/SUB${group}/providers/Microsoft.ImportExport/jobs?$top=${encodeURIComponent(top)}&$filter=${encodeURIComponent(filter)}`,
            ),
    },
    {
        weight: 2,
        arbitrary: fc.constantFrom(
            "/subscriptions/SUB/providers/Microsoft.ImportExport/jobs?$top=2",
            "/subscriptions/SUB/providers/Microsoft.ImportExport/jobs?$filter=state%20eq%20'Creating'",
            "/subscriptions/SUB/providers/Microsoft.ImportExport",
            "/providers/Microsoft.ImportExport/locations/westus",
            "/providers/Microsoft.ImportExport/locations",
            "/providers/Microsoft.ImportExport/operations",
            "/subscriptions/SUB/resources",
        ),
    },
    {
        weight: 1,
        arbitrary: fc
            .array(word, { maxLength: 6 })
            .map((words) => `/${words.map(encodeURIComponent).join("/")}`),
    },
    {
        weight: 1,
        arbitrary: fc.constantFrom(
            "/",
            "//",
            "/%",
            "/subscriptions/%zz",
            "/emulator/admin/jobs",
            "/?code=1",
        ),
    },
);

/** A body that is right, or nearly: one value somewhere is replaced by anything at all. */
export const nearly = (...bodies: readonly object[]) =>
    fc
        .tuple(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue(), fc.nat(3))
        .map(([body, where, value, chance]) =>
            chance === 0 ? replaced(body, where, value) : body,
        );
const wholeJob = nearly(
    importJob(),
    importJob({ deliveryPackage }, { tags: { a: "b" } }),
    exportJob({ deliveryPackage }),
);
const changes = nearly(
    { properties: { state: "Shipping", deliveryPackage } },
    { properties: { cancelRequested: true } },
    { tags: { a: "b" }, properties: { returnAddress: { city: "X" } } },
);
const anyBody = fc.oneof(wholeJob, changes, fc.jsonValue(), fc.string(), fc.constant(undefined));

const job = fc
    .tuple(groupName, jobName)
    .map(
        ([group, name]) =>
            `/subscriptions/SUB/resourceGroups/${group}/providers/Microsoft.ImportExport/jobs/${name}`,
    );
const sensible = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant("PUT"), job, wholeJob) },
    { weight: 4, arbitrary: fc.tuple(fc.constant("PATCH"), job, changes) },
    {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom("GET", "DELETE"), job, fc.constant(undefined)),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom("GET", "DELETE"), path, fc.constant(undefined)),
    },
);
const senseless = fc.tuple(
    fc.constantFrom("GET", "PUT", "PATCH", "DELETE", "POST", "HEAD"),
    path,
    anyBody,
);

const request: fc.Arbitrary<Step> = fc
    .tuple(
        fc.oneof({ weight: 3, arbitrary: sensible }, { weight: 1, arbitrary: senseless }),
        fc.oneof(
            { weight: 15, arbitrary: fc.constantFrom("2021-01-01", "2020-08-01", "2016-11-01") },
            { weight: 1, arbitrary: fc.constantFrom(null, "", "2019-01-01", "x") },
        ),
        fc.oneof(
            { weight: 30, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.constantFrom(null, "x", "a.b.c") },
        ),
        fc.oneof(
            { weight: 20, arbitrary: fc.constant({}) },
            {
                weight: 1,
                arbitrary: fc.constantFrom<Record<string, string>>(
                    { "content-type": "text/plain" },
                    { "content-type": "nonsense" },
                    { "x-ms-client-request-id": "é" },
                ),
            },
        ),
    )
    .map(([[method, path, body], apiVersion, token, headers]) => ({
        kind: "request",
        method,
        path,
        body,
        apiVersion,
        token,
        headers,
    }));

/** Requests, most of them sensible, with parcels and time moving in between. */
export const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 20, arbitrary: request },
    {
        weight: 2,
        arbitrary: fc.record({
            kind: fc.constant("move" as const),
            name: fc.constantFrom("photos", "out"),
            state: fc.oneof(fc.constantFrom(...documentedJobStates, "Quarantined", null), word),
        }),
    },
    {
        weight: 1,
        arbitrary: fc.record({
            kind: fc.constant("advance" as const),
            days: fc.double({ min: 0.1, max: 40, noNaN: true }),
        }),
    },
);

/** The value with its nth member, counted through the whole tree, replaced. */
function replaced(value: unknown, nth: number, by: unknown): unknown {
    const places: (readonly (string | number)[])[] = [];
    const walk = (at: unknown, where: readonly (string | number)[]) => {
        if (where.length > 0) places.push(where);
        if (typeof at === "object" && at !== null) {
            for (const [key, member] of Object.entries(at)) walk(member, [...where, key]);
        }
    };
    walk(value, []);
    const copy = structuredClone(value) as Record<string, unknown>;
    const where = places[nth % places.length]!;
    let parent = copy;
    for (const key of where.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
    parent[where.at(-1)!] = by;
    return copy;
}
