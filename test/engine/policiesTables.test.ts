import { documentedTable, tableOf } from "./policies/resultsTable";
import { isWhole, keyOf, runScenarios, type Results, type Row } from "./policies/scenarios";
import { mixedWorld, type World } from "./policies/world";

jest.setTimeout(isWhole ? 3_600_000 : 1_800_000);

/** Of azure-native's types every way that the token is written, each in a part of the stack. */
const nativeJobs: Record<string, string> = {
    removed: "azure-native:importexport/v20210101:Job",
    guarded: "azure-native_importexport_v20210101:importexport:Job",
    swapped: "azure-native:importexport/v20161101:Job",
};
const nativeOrders: Record<string, string> = {
    removed: "azure-native:databox/v20250201:Job",
    guarded: "azure-native_databox_v20250701:databox:Job",
    swapped: "azure-native:databox/v20240201preview:Job",
};

/** Flags that differ. The stage is the same for all: nothing is to be decided by it. */
const flags: Record<string, Record<string, boolean | undefined>> = {
    cancellable: { isCancellable: true, isDeletable: false, isCancellableWithoutFee: true },
    "with-a-fee": { isCancellable: true, isDeletable: false, isCancellableWithoutFee: false },
    neither: { isCancellable: false, isDeletable: false, isCancellableWithoutFee: false },
    deletable: { isCancellable: false, isDeletable: true, isCancellableWithoutFee: false },
    "no-flags": {
        isCancellable: undefined,
        isDeletable: undefined,
        isCancellableWithoutFee: undefined,
    },
};

const ownRefusal = (jobName: string) =>
    new RegExp(`Cannot (delete|replace) job "${jobName}"(?!.*which would destroy it)`);
const nativeRefusal = (jobName: string) =>
    new RegExp(`stand-in for Azure: refused to delete "${jobName}"`);

interface Service {
    readonly title: string;
    readonly name: string;
    readonly heading: string;
    readonly states: readonly string[];
    /** In which a job may be replaced. */
    readonly replaceable: readonly string[];
    /** Nothing may destroy a job there. */
    readonly kept: readonly string[];
    readonly row: Pick<Row, "typeOf" | "refusalOf" | "isOnePerRun">;
}

/**
 * By day, states of each answer: Creating is answered as Completed is, Received and Transferring as Shipping, Closed as
 * Packaging, an unknown word as Packaging by the provider; a fee changes only words, and no flags are judged as neither.
 * One that can be cancelled is there once, as this project's job: each state is ten more resources in every command.
 * test/unit/policies and test/component/provider/destroyPlans.test.ts judge each.
 */
const byDayOr = (all: readonly string[], ...byDay: string[]) => (isWhole ? all : byDay);
const importExportStates =
    "Creating Shipping Received Transferring Packaging Closed Completed Quarantined".split(" ");

const services: readonly Service[] = [
    {
        title: "this project's jobs",
        name: "ie",
        heading: "state",
        states: byDayOr(importExportStates, "Shipping", "Packaging", "Completed"),
        replaceable: ["Creating", "Completed"],
        kept: ["Packaging", "Closed"],
        row: {
            typeOf: () => "pulumi-nodejs:dynamic/importexport:Job",
            refusalOf: ownRefusal,
            isOnePerRun: true,
        },
    },
    {
        title: "this project's orders",
        name: "db",
        heading: "stage",
        states: byDayOr(
            ["Created", "AtAzureDC", "Completed", "Quarantined"],
            "AtAzureDC",
            "Completed",
        ),
        replaceable: ["Created", "Completed"],
        kept: ["AtAzureDC", "Quarantined"],
        row: {
            typeOf: () => "pulumi-nodejs:dynamic/databox:CustomerDiskJob",
            refusalOf: ownRefusal,
            isOnePerRun: true,
        },
    },
    {
        title: "azure-native's jobs",
        name: "nie",
        heading: "state",
        states: byDayOr(importExportStates, "Packaging", "Completed"),
        replaceable: ["Creating", "Completed"],
        kept: ["Packaging", "Closed"],
        row: {
            typeOf: (group) => nativeJobs[group] ?? "azure-native:importexport:Job",
            refusalOf: nativeRefusal,
            isOnePerRun: false,
        },
    },
    {
        title: "azure-native's orders",
        name: "ndb",
        heading: "flags",
        states: byDayOr(Object.keys(flags), "neither", "deletable"),
        replaceable: ["deletable"],
        kept: ["neither", "no-flags"],
        row: {
            typeOf: (group) => nativeOrders[group] ?? "azure-native:databox:Job",
            refusalOf: nativeRefusal,
            isOnePerRun: false,
        },
    },
];

const rows = services.flatMap(({ name, states, replaceable, row }) =>
    states.map((state) => ({
        ...row,
        service: name,
        state,
        isReplaceable: replaceable.includes(state),
    })),
);

describe("a stack with jobs and orders of this project and of azure-native (by a stand-in plugin), in every state", () => {
    let world: World;
    let results: Results;

    beforeAll(async () => {
        world = await mixedWorld((outputs, state) => {
            if ("isDeletable" in outputs) Object.assign(outputs, flags[state]);
            else (outputs.properties as { state: string }).state = state;
        }, true);
        results = await runScenarios(world, rows);
    });
    afterAll(() => world.dispose());

    it.each(services)("protects $title as docs/policies.md says", (service) => {
        const { title, name, heading, states } = service;
        const table = tableOf(results, name, heading);
        expect(table.split("\n").length).toBe(states.length + 2);
        expect(table).toBe(documentedTable(title, table));
    });

    it.each(services)(
        "keeps $title where nothing may destroy them, whatever is tried",
        ({ name, states, kept }) => {
            for (const state of states.filter((one) => kept.includes(one))) {
                for (const column of Object.values(results)) {
                    const cell = column[keyOf({ service: name, state })];
                    expect(cell).toMatch(/^(pack|provider|pack, provider|–)$/);
                }
            }
        },
    );

    it("leaves no process", () => {
        expect(world.stack.leftovers()).toEqual([]);
    });
});
