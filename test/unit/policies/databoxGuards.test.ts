import { noDestroyInFlight, protectInFlight } from "../../../policies/index";
import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { judgeRemovals } from "../../../policies/guards/removals";
import { judgeReplacement } from "../../../policies/guards/replacements";
import { immutableInputs, jobMaker } from "../../../policies/jobTypes";
import { notKnown } from "../../../policies/notKnown";
import { properties as table } from "../../../provider/databox/propertyTable";
import { pathsOf } from "../../../provider/job/propertyTable";
import {
    askStack,
    nativeOrderType,
    nativeOrderTypes,
    orderType,
    ownType,
    urnOf,
    guardSettings as settings,
    now,
} from "./ask";

const id = (name: string, namespace = "Microsoft.DataBox") =>
    `/subscriptions/s/resourceGroups/rg/providers/${namespace}/jobs/${name}`;

/** What the service says of an order, by what may be done with it. The stage names are never the reason. */
const fresh = {
    status: "Created",
    isCancellable: true,
    isDeletable: false,
    isCancellableWithoutFee: true,
};
const feeOnly = { ...fresh, isCancellableWithoutFee: false };
const stuck = {
    status: "ShippedToAzureDC",
    isCancellable: false,
    isDeletable: false,
    isCancellableWithoutFee: false,
};
const ended = { status: "Completed", isCancellable: false, isDeletable: true };

/** An order of a checkpoint, as `pulumi stack export` writes it. */
const exported = (outputs: object, change: object = {}, type = orderType) => ({
    urn: urnOf("disks", type),
    type,
    custom: true,
    id: id("disks-1"),
    modified: "2026-11-22T11:00:00Z",
    inputs: {
        location: "westus",
        jobName: "disks-1",
        resourceGroupName: "rg",
        sku: { name: "DataBoxCustomerDisk" },
        transferType: "ImportToAzure",
    },
    outputs: { name: "disks-1", location: "West US", ...outputs },
    ...change,
});
const removals = (
    outputs: object,
    config: object = {},
    type = orderType,
    registered: Parameters<typeof judgeRemovals>[1] = [],
    change: object = {},
) => [
    ...judgeRemovals(
        checkpointJobs([exported(outputs, change, type)]),
        registered,
        { ...settings, ...config },
        now,
    ),
];
const registered = (properties: object, type: string) => ({
    type,
    urn: urnOf("other", type),
    name: "other",
    aliases: [],
    isKept: true,
    properties: { ...properties },
});

describe("the type of a Data Box order", () => {
    it.each(nativeOrderTypes)("is known as %s", (type) => {
        expect(jobMaker(type)).toBe("azure-native-databox");
    });
    it("is ours by its token", () => {
        expect(jobMaker(orderType)).toBe("databox");
    });
});

describe.each([orderType, ...nativeOrderTypes])("an order of type %s that is removed", (type) => {
    it("is refused while it is neither cancellable nor deletable: what, which job, why, what next", () => {
        const [verdict, ...more] = removals(stuck, {}, type);
        expect(more).toEqual([]);
        expect(verdict).toMatchObject({ kind: "refused", urn: urnOf("disks", type) });
        expect(verdict?.message).toMatch(
            /^Cannot destroy job "disks-1" \(resource group "rg"\), which the program no longer registers: it is ShippedToAzureDC \(isCancellable: false, isDeletable: false.*Put the resource back/,
        );
    });
    it("may go while it is cancellable, with or without a fee, and once it is deletable", () => {
        for (const outputs of [fresh, feeOnly, ended]) {
            expect(removals(outputs, {}, type)).toEqual([]);
        }
    });
    it("is judged by its flags, whatever the stage is called", () => {
        for (const status of ["Completed", "Cancelled", "Quarantined", undefined]) {
            expect(removals({ ...stuck, status }, {}, type)).toHaveLength(1);
        }
        for (const status of ["ShippedToAzureDC", "DataCopy", "Quarantined", undefined]) {
            expect(removals({ ...ended, status }, {}, type)).toEqual([]);
        }
    });
    it('with "in-flight" is refused when it is shipped, or cancellable only with a fee', () => {
        const blockedStates = "in-flight";
        const marked = { deliverToDcPackageDetails: { carrierName: "UPS", trackingId: "T" } };
        for (const outputs of [
            stuck,
            feeOnly,
            { ...fresh, shipped: true },
            { ...fresh, details: marked },
        ]) {
            expect(removals(outputs, { blockedStates }, type)).toHaveLength(1);
        }
        for (const outputs of [fresh, ended, { ...ended, isCancellableWithoutFee: false }]) {
            expect(removals(outputs, { blockedStates }, type)).toEqual([]);
        }
        expect(removals(feeOnly, { blockedStates }, type)[0]?.message).toContain("free of charge");
    });
});

describe("flags that are not there", () => {
    const without = (...names: string[]) =>
        Object.fromEntries(Object.entries(stuck).filter(([name]) => !names.includes(name)));
    const secret = { "4dabf18193072939515e22adb298388d": "1b47", ciphertext: "v1:x" };

    it.each([
        ["all", without("isCancellable", "isDeletable", "isCancellableWithoutFee")],
        ["isCancellable", without("isCancellable")],
        ["isDeletable", without("isDeletable")],
        ["an encrypted one", { ...stuck, isDeletable: secret }],
    ])("(%s) go by ifStateUnreadable", (_, outputs) => {
        const [blocked] = removals(outputs);
        expect(blocked).toMatchObject({ kind: "refused" });
        expect(blocked?.message).toContain("not known");
        expect(removals(outputs, { ifStateUnreadable: "warn" })[0]?.kind).toBe("remark");
    });
    it("ask nobody where the order is deletable anyway", () => {
        expect(removals({ isDeletable: true })).toEqual([]);
    });
    it("count as a fee, where only that one is missing", () => {
        const silentOnFees = { isCancellable: true, isDeletable: false };
        expect(removals(silentOnFees)).toEqual([]);
        expect(removals(silentOnFees, { blockedStates: "in-flight" })[0]?.message).toContain(
            "does not say that its cancellation is free",
        );
    });
    it("never stand for false", () => {
        const message = removals({ status: "Created" })[0]?.message;
        expect(message).toContain("isCancellable: not known, isDeletable: not known");
    });
});

describe("blockedStates", () => {
    it("as a list is about Import/Export jobs: orders are blocked by their flags all the same", () => {
        for (const blockedStates of [["Completed"], ["Shipping", "Packaging"]]) {
            expect(removals(stuck, { blockedStates })).toHaveLength(1);
            expect(removals(ended, { blockedStates })).toEqual([]);
            expect(removals(feeOnly, { blockedStates })).toEqual([]);
        }
    });
});

describe("an order whose cancellation is on its way", () => {
    const cancelled = { ...stuck, cancellationReason: "not needed" };

    it("may go, since the delete only waits for its end", () => {
        expect(removals(cancelled)).toEqual([]);
    });
    it('is under way with "in-flight"', () => {
        const [verdict] = removals(cancelled, { blockedStates: "in-flight" });
        expect(verdict?.message).toContain("its cancellation is on its way");
    });
});

describe("an order that leaves the stack without a deletion", () => {
    it("may go: retained, purged, or only looked up", () => {
        expect(removals(stuck, {}, orderType, [], { retainOnDelete: true })).toEqual([]);
        expect(removals({ ...stuck, purged: true })).toEqual([]);
        expect(removals(stuck, {}, nativeOrderType, [], { external: true })).toEqual([]);
    });
});

describe("an order that another resource takes over", () => {
    it.each([orderType, ...nativeOrderTypes])("is refused with any flags, by %s", (type) => {
        const heir = registered({ jobName: "DISKS-1", resourceGroupName: "RG" }, type);
        const [verdict] = removals(ended, {}, nativeOrderType, [heir]);
        expect(verdict).toMatchObject({ kind: "refused" });
        expect(verdict?.message).toContain('resource "other" of this program takes the same job');
    });
    it("is not taken over by an Import/Export job of the same name, nor by an order elsewhere", () => {
        const classic = registered({ jobName: "disks-1", resourceGroupName: "rg" }, ownType);
        const elsewhere = registered({ jobName: "disks-1", resourceGroupName: "r2" }, orderType);
        expect(removals(ended, {}, orderType, [classic, elsewhere])).toEqual([]);
    });
    it("is said not to be judged while the new one's name is not known", () => {
        const heir = registered({ jobName: notKnown, resourceGroupName: "rg" }, orderType);
        expect(removals(ended, {}, orderType, [heir])[0]?.kind).toBe("notJudged");
        const classic = registered({ jobName: notKnown, resourceGroupName: "rg" }, ownType);
        expect(removals(ended, {}, orderType, [classic])).toEqual([]);
    });
});

describe("an exception", () => {
    it.each(["disks-1", "disks", urnOf("disks", orderType), id("DISKS-1")])(
        "lets the order %s go until its last day, and says so",
        (job) => {
            const allow = [{ job, reason: "fire", expires: "2026-11-22" }];
            const [verdict] = removals(stuck, { allow });
            expect(verdict?.kind).toBe("remark");
            expect(verdict?.message).toContain("ShippedToAzureDC");
        },
    );
    it("for the classic job of the same name does not hold", () => {
        const job = id("disks-1", "Microsoft.ImportExport");
        const allow = [{ job, reason: "fire", expires: "2026-11-22" }];
        expect(removals(stuck, { allow })[0]?.kind).toBe("refused");
    });
});

describe("an order that the program registers", () => {
    const judge = (inputs: object, outputs: object = stuck, type = orderType) => [
        ...judgeReplacement(
            { jobs: checkpointJobs([exported(outputs, {}, type)]), replaced: [] },
            { type, urn: urnOf("disks", type), aliases: [], inputs: { ...inputs } },
            settings,
            now,
        ),
    ];
    const both = [orderType, nativeOrderType];

    it.each(both)("of type %s may be updated in any way that does not replace it", (type) => {
        expect(judge({ location: "West US", tags: { a: "b" } }, stuck, type)).toEqual([]);
        const details = { contactDetails: { contactName: "X" } };
        expect(judge({ sku: { name: "databoxcustomerdisk" }, details }, stuck, type)).toEqual([]);
    });
    it.each(both)("of type %s is refused when an immutable input changes", (type) => {
        for (const inputs of [
            { location: "eastus" },
            { jobName: "other" },
            { resourceGroupName: "other" },
            { transferType: "ExportFromAzure" },
            { sku: { name: "DataBoxDisk" } },
        ]) {
            const [verdict] = judge(inputs, stuck, type);
            expect(verdict).toMatchObject({ kind: "refused" });
            expect(verdict?.message).toMatch(
                /^Cannot replace job "disks-1" .*changed: [\w.]+\), which would destroy it first.*: it is ShippedToAzureDC/,
            );
            expect(judge(inputs, ended, type)).toEqual([]);
        }
    });
    it("is refused when it becomes an Import/Export job by an alias", () => {
        const [verdict] = [
            ...judgeReplacement(
                { jobs: checkpointJobs([exported(stuck)]), replaced: [] },
                {
                    type: ownType,
                    urn: urnOf("disks"),
                    aliases: [urnOf("disks", orderType)],
                    inputs: {},
                },
                settings,
                now,
            ),
        ];
        expect(verdict?.message).toContain("changed: its type");
    });
    it("has the immutable inputs that the provider has, but for the encrypted ones", () => {
        const encrypted = "details.importDiskDetailsCollection";
        expect(Object.keys(immutableInputs(orderType))).toEqual(
            pathsOf(table, "immutable").filter((name) => name !== encrypted),
        );
    });
    it("is the same whichever way Azure writes a list, whose order a refresh leaves in the stack", () => {
        const [dataAccountType, storageAccountId] = ["StorageAccount", "/subscriptions/s/one"];
        const asShown = { storageAccountId, dataAccountType };
        const details = { dataImportDetails: [{ accountDetails: asShown }] };
        const judged = (accountDetails: object) => [
            ...judgeReplacement(
                {
                    jobs: checkpointJobs([exported(stuck, { inputs: { details } })]),
                    replaced: [],
                },
                {
                    type: orderType,
                    urn: urnOf("disks", orderType),
                    aliases: [],
                    inputs: { details: { dataImportDetails: [{ accountDetails }] } },
                },
                settings,
                now,
            ),
        ];
        expect(judged({ dataAccountType, storageAccountId })).toEqual([]);
        const other = { dataAccountType, storageAccountId: "/subscriptions/s/other" };
        expect(judged(other)[0]).toMatchObject({ kind: "refused" });
    });
    it("is said not to be judged while an immutable input is not known", () => {
        expect(judge({ location: notKnown })[0]?.kind).toBe("notJudged");
        expect(judge({ location: notKnown }, ended)).toEqual([]);
    });
});

describe("a gate before a destroy", () => {
    it("refuses orders of both makers by their flags, beside Import/Export jobs", async () => {
        const shown = [
            { type: orderType, name: "a", props: { name: "a", ...stuck } },
            { type: nativeOrderType, name: "b", props: { name: "b", ...stuck } },
            { type: orderType, name: "c", props: { name: "c", ...fresh } },
            { name: "d", props: { name: "d", state: "Packaging" } },
        ];
        const { refused } = await askStack(noDestroyInFlight, shown, { command: "destroy" });
        expect(refused.map((message) => /job "(.)"/.exec(message)?.[1])).toEqual(["a", "b", "d"]);
    });
});

describe("protect-in-flight", () => {
    const ask = (props: object, protect = false, type = orderType) =>
        askStack(protectInFlight, [{ type, props: { ...props }, protect }], { command: "destroy" });

    it.each([orderType, nativeOrderType])("wants an order of type %s protected", async (type) => {
        const { refused } = await ask({ name: "d", ...stuck }, false, type);
        expect(refused[0]).toMatch(
            /^Unprotected: job "d" is ShippedToAzureDC \(isCancellable: false.* Set protect: true/,
        );
    });
    it("is content with one that is protected, fresh or ended", async () => {
        for (const answer of [await ask(stuck, true), await ask(fresh), await ask(ended)]) {
            expect(answer).toEqual({ refused: [], told: [] });
        }
    });
    it("says when it cannot see the flags", async () => {
        const { refused, told } = await ask({ status: "[secret]" });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("isCancellable: not known");
    });
});
