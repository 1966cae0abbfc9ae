import { exportKeysKept, notDeletableByPlainDelete, serviceLock } from "../../../policies/index";
import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { plainDeleteRules } from "../../../policies/guards/notDeletableByPlainDelete";
import { shipmentRules } from "../../../policies/guards/shipmentAnnounced";
import { judgeJob } from "../../../policies/guards/stackPolicy";
import { storageAccountId } from "../../fixtures/jobInputs";
import { exportOrder, importOrder } from "../../fixtures/orderInputs";
import {
    askStack,
    nativeOrderType,
    nativeOrderTypes,
    orderType,
    ownType,
    storageType,
    unknown,
    urnOf,
    type Shown,
} from "./ask";

const silent = { refused: [], told: [] };
const customerDisk = { sku: { name: "DataBoxCustomerDisk" } };
const fresh = { ...customerDisk, isCancellable: true, isDeletable: false };
const ended = { ...customerDisk, isCancellable: false, isDeletable: true };
const answered = (...shown: Shown[]) => shown;

describe("not-deletable-by-plain-delete", () => {
    const ask = (props: object, type = nativeOrderType) =>
        askStack(notDeletableByPlainDelete, [{ type, name: "disks", props: { ...props } }], {
            command: "destroy",
        });

    it.each(nativeOrderTypes)("is said of a customer-disk order of type %s", async (type) => {
        const { refused } = await ask(fresh, type);
        expect(refused).toEqual([
            expect.stringMatching(
                /^Not deletable by a plain DELETE: job "disks".*isDeletable: false.*CustomerDiskJob.*docs\/adopting\.md/,
            ),
        ]);
    });
    it("is said also where nothing tells that the order is deletable", async () => {
        expect((await ask(customerDisk)).refused[0]).toContain("a fresh order is not");
        expect((await ask({ ...customerDisk, isDeletable: "[secret]" })).refused).toHaveLength(1);
    });
    it("is silent of deletable orders, of devices and of this project's orders", async () => {
        expect(await ask(ended)).toEqual(silent);
        expect(await ask({ ...fresh, sku: { name: "DataBoxHeavy" } })).toEqual(silent);
        expect(await ask(fresh, orderType)).toEqual(silent);
        expect(await ask({ state: "Packaging" }, ownType)).toEqual(silent);
    });
    it("says when the sku is not known yet", async () => {
        const { refused, told } = await ask({ ...fresh, sku: unknown });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("its sku is not known");
    });
    it("goes by the last checkpoint where an update hides the flags", () => {
        const urn = urnOf("disks", nativeOrderType);
        const judge = (outputs: object) =>
            judgeJob(
                plainDeleteRules,
                {
                    type: nativeOrderType,
                    urn,
                    name: "disks",
                    props: importOrder(),
                    opts: { aliases: [] },
                } as never,
                {
                    checkpoint: {
                        jobs: checkpointJobs([{ type: nativeOrderType, urn, outputs }]),
                        refreshedAt: undefined,
                        leftAlone: new Set<string>(),
                        replaced: [],
                    },
                },
                {},
                new Date(),
            );
        expect(judge(ended)).toEqual([]);
        expect(judge(fresh)).toHaveLength(1);
    });
});

describe("service-lock", () => {
    const account = (name: string): Shown => ({
        type: storageType,
        name: `${name}-resource`,
        props: { name },
    });
    const order = (change: object = {}, type = orderType): Shown => ({
        type,
        name: "disks",
        props: { ...importOrder(), ...change },
    });
    const ask = (...shown: Shown[]) => askStack(serviceLock, answered(...shown));

    it.each([orderType, ...nativeOrderTypes])(
        "names order and account of a stack that owns both (%s)",
        async (type) => {
            for (const one of [order({}, type), { ...order({}, type), props: exportOrder() }]) {
                const { refused } = await ask(account("archive"), account("other"), one);
                expect(refused).toEqual([
                    expect.stringMatching(
                        /^Locked: job "disks".* DATABOX_SERVICE .* storage account "archive" of this stack.*az lock delete/,
                    ),
                ]);
            }
        },
    );
    it("says what to set on this project's order, and what to do by hand for azure-native's", async () => {
        const ours = (await ask(account("archive"), order())).refused[0];
        expect(ours).toContain("deletion.removeServiceLock: true");
        const native = (await ask(account("archive"), order({}, nativeOrderType))).refused[0];
        expect(native).not.toContain("removeServiceLock");
    });
    it("is silent where the account is another's, and where the lock is removed", async () => {
        expect(await ask(account("other"), order())).toEqual(silent);
        expect(await ask(order())).toEqual(silent);
        const removing = order({ deletion: { removeServiceLock: true } });
        expect(await ask(account("archive"), removing)).toEqual(silent);
        const classic = { type: ownType, props: { properties: { storageAccountId } } };
        expect(await ask(account("archive"), classic)).toEqual(silent);
    });
    it.each([
        "azure-native:storage/v20240101:StorageAccount",
        "azure-native_storage_v20240101:storage:StorageAccount",
        "azure:storage/account:Account",
    ])("knows the account as %s", async (type) => {
        expect((await ask({ ...account("archive"), type }, order())).refused).toHaveLength(1);
    });
    it("knows by the dependency, where the account's id is not known yet", async () => {
        const made = order({ details: { dataImportDetails: [unknown] } });
        const { refused } = await ask(account("archive"), {
            ...made,
            from: { details: "archive-resource" },
        });
        expect(refused).toHaveLength(1);
        const { refused: none, told } = await ask(account("archive"), made);
        expect(none).toEqual([]);
        expect(told[0]).toContain("Could not judge yet");
    });
});

describe("export-keys-kept, of an order", () => {
    const ask = (change: object, type = orderType) =>
        askStack(exportKeysKept, [
            {
                type,
                name: "disks",
                props: { ...ended, transferType: "ExportFromAzure", ...change },
            },
        ]);

    it("refuses an export that has ended without keys, and says how to get them", async () => {
        expect((await ask({ diskSecrets: [] })).refused[0]).toMatch(
            /BitLocker keys of job "disks" are not in the stack.*pulumi refresh.*diskSecrets/,
        );
        expect((await ask({}, nativeOrderType)).refused[0]).toContain("listJobCredentials");
    });
    it("is content with keys, with an import, before the end, and after a cancellation", async () => {
        for (const change of [
            { diskSecrets: [{ diskSerialNumber: "a", bitLockerKey: "b" }] },
            { transferType: "ImportToAzure" },
            { isDeletable: false },
            { cancellationReason: "not needed" },
            { purged: true },
            { sku: { name: "DataBox" } },
        ]) {
            expect(await ask(change)).toEqual(silent);
        }
    });
    it("says when it cannot see them", async () => {
        const { refused, told } = await ask({ diskSecrets: "[secret]" });
        expect(refused).toEqual([]);
        expect(told[0]).toContain("Could not judge");
    });
});

describe("shipment-announced, of an order", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    const judge = (props: object, type = orderType, days = 10) =>
        judgeJob(
            shipmentRules,
            {
                type,
                name: "disks",
                urn: urnOf("disks", type),
                props,
                opts: { aliases: [] },
            } as never,
            undefined,
            { maxCreatingDays: days },
            now,
        );
    const since = (startTime: string, change: object = {}) => ({ ...fresh, startTime, ...change });

    it("refuses one that has waited for its shipment for too long", () => {
        const [verdict] = judge(since("2026-11-11T00:00:00Z"));
        expect(verdict).toMatchObject({ kind: "refused" });
        expect(verdict?.message).toMatch(/for 11 days.*after 14.*deliverToDcPackageDetails/);
        const [native] = judge(since("2026-11-11T00:00:00Z"), nativeOrderType);
        expect(native?.message).toContain("mark-devices-shipped");
        expect(judge(since("2026-11-13T00:00:00Z"))).toEqual([]);
        expect(judge(since("2026-11-13T00:00:00Z"), orderType, 5)).toHaveLength(1);
    });
    it("is content with one that is shipped, further on, a device, or new", () => {
        const old = "2026-11-01T00:00:00Z";
        for (const change of [
            { shipped: true },
            { isCancellable: false },
            { sku: { name: "DataBox" } },
        ]) {
            expect(judge(since(old, change))).toEqual([]);
        }
        expect(judge(importOrder())).toEqual([]);
    });
    it("goes by the order that replaced another, not by that one's entry, which waits for its deletion", () => {
        const urn = urnOf("disks", orderType);
        const entry = { type: orderType, urn, modified: "2026-11-11T00:00:00Z" };
        const checkpoint = {
            jobs: checkpointJobs([
                { ...entry, delete: true, outputs: ended },
                { ...entry, outputs: fresh },
            ]),
            refreshedAt: undefined,
            leftAlone: new Set<string>(),
            replaced: [],
        };
        const resource = { type: orderType, name: "disks", urn, props: importOrder() };
        const [verdict] = judgeJob(
            shipmentRules,
            { ...resource, opts: { aliases: [] } } as never,
            { checkpoint },
            { maxCreatingDays: 10 },
            now,
        );
        expect(verdict).toMatchObject({ kind: "refused", urn });
    });
});
