import * as proxy from "@pulumi/policy/proxy";
import * as wire from "@pulumi/policy/deserialize";
import { secretsPreservingProxy } from "@pulumi/policy/secret";
import { Secret } from "@pulumi/policy";
import { secretsEncrypted } from "../../../policies/index";
import { checkpointJobs } from "../../../policies/checkpoint/checkpoint";
import { inClear } from "../../../policies/inputs/secretsEncrypted";
import { importJob, returnShipping } from "../../fixtures/jobInputs";
import {
    importDisk,
    importOrder,
    returnToCustomerPackageDetails,
} from "../../fixtures/orderInputs";
import {
    askStack,
    nativeOrderType,
    nativeOrderTypes,
    nativeType,
    orderType,
    ownType,
    unknown,
    urnOf,
} from "./ask";

const { unknownCheckingProxy } = proxy as unknown as {
    unknownCheckingProxy: (properties: object) => Record<string, unknown>;
};

// Of the SDK, and not in its types.
const { serializeProperties } = wire as unknown as {
    serializeProperties: (properties: object) => Promise<unknown>;
};

/** What the engine would write, or undefined when the policy changes nothing. Asked as the SDK asks. */
async function remediated(type: string, props: object, config: object = {}): Promise<unknown> {
    const shown = unknownCheckingProxy(secretsPreservingProxy(structuredClone(props)) as object);
    return secretsEncrypted.remediateResource!({
        type,
        urn: urnOf("photos", type),
        props: shown,
        getConfig: () => config,
    } as never);
}

const mark = (value: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});
const encrypted = { "4dabf18193072939515e22adb298388d": "1b47", ciphertext: "v1:x" };

describe("secrets that a program leaves in clear", () => {
    it.each(nativeOrderTypes)("are marked on an order of type %s", async (type) => {
        const accountDetails = { storageAccountId: "id", sharePassword: "SHARE-1" };
        const order = importOrder({ details: { dataImportDetails: [{ accountDetails }] } });
        expect(await remediated(type, order)).toEqual({
            ...order,
            details: {
                ...order.details,
                importDiskDetailsCollection: {
                    "9CA995BB": { ...importDisk, bitLockerKey: mark(importDisk.bitLockerKey) },
                },
                returnToCustomerPackageDetails: {
                    ...returnToCustomerPackageDetails,
                    carrierAccountNumber: mark("ACC-700"),
                },
                dataImportDetails: [
                    { accountDetails: { storageAccountId: "id", sharePassword: mark("SHARE-1") } },
                ],
            },
        });
    });
    it("are marked on an Import/Export job", async () => {
        const job = importJob({ properties: { returnShipping } });
        const result = (await remediated(nativeType, job)) as typeof job;
        expect(result.properties.returnShipping).toEqual({
            ...returnShipping,
            carrierAccountNumber: mark("ACC-700"),
        });
        expect(JSON.stringify(result.properties.driveList)).toContain(
            '"bitLockerKey":{"4dabf18193072939515e22adb298388d"',
        );
    });
    it("are told of, so that the program gets mended, without a value or a serial number", async () => {
        await remediated(nativeOrderType, importOrder());
        const shown = [{ type: nativeOrderType, props: importOrder({ jobName: "disks" }) }];
        const { refused, told } = await askStack(secretsEncrypted, shown, { command: "update" });
        expect(refused).toEqual([]);
        expect(told).toEqual([
            expect.stringMatching(
                /^Marked as secret by this policy: details\.importDiskDetailsCollection\.\*\.bitLockerKey, .* of job "disks".*pulumi\.secret/,
            ),
        ]);
        expect(told[0]).not.toMatch(/238810|ACC-700|9CA995BB/);
    });
    it("are marked as the SDK marks them", async () => {
        expect(await serializeProperties(new Secret("x"))).toEqual(mark("x"));
    });
});

describe("secrets that are marked, or not there", () => {
    it("change nothing", async () => {
        const details = {
            importDiskDetailsCollection: { D: { bitLockerKey: new Secret("KEY") } },
            returnToCustomerPackageDetails: new Secret({ carrierAccountNumber: "ACC" }),
        };
        const shown = unknownCheckingProxy(secretsPreservingProxy({ details }) as object);
        const args = { type: nativeOrderType, props: shown, getConfig: () => ({}) };
        expect(await secretsEncrypted.remediateResource!(args as never)).toBeUndefined();
        expect(await remediated(nativeOrderType, { sku: { name: "DataBox" } })).toBeUndefined();
    });
    it("are left alone while they are not known yet", async () => {
        const details = { importDiskDetailsCollection: { D: { bitLockerKey: unknown } } };
        expect(await remediated(nativeOrderType, { details })).toBeUndefined();
        expect(await remediated(nativeOrderType, { details: unknown })).toBeUndefined();
    });
    it("are no business of anybody's on other resources", async () => {
        expect(await remediated("aws:s3:Bucket", importOrder())).toBeUndefined();
    });
    it("make no difference to a wrong config", async () => {
        await expect(remediated("aws:s3:Bucket", {}, { colour: 1 })).rejects.toThrow('"colour"');
    });
});

describe("a remediation of another pack", () => {
    const parcel = { carrierName: "FedEx", trackingId: "T-1" };
    type Shown = Record<string, Record<string, unknown>>;
    const shown = () => {
        const details = {
            shippingAddress: new Secret({ streetAddress1: "1 Way" }),
            importDiskDetailsCollection: new Secret({ D: { bitLockerKey: "KEY" } }),
        };
        const order = { details, deliverToDcPackageDetails: new Secret(parcel) };
        return unknownCheckingProxy(secretsPreservingProxy(order) as object) as Shown;
    };
    const signature = "4dabf18193072939515e22adb298388d";
    const markedKeys = (value: object) =>
        Object.entries(value).flatMap(([key, inner]) => (signature in Object(inner) ? key : []));

    it("keeps every mark where it changes a value in place, as the documentation asks for", async () => {
        const props = shown();
        props.details!.preferences = { preferredDataCenterRegion: ["westus"] };
        props.details!.contactDetails = new Secret({ phone: "5550177" });
        props.deliverToDcPackageDetails = { carrierName: "UPS", trackingId: "T-2" };
        const sent = (await serializeProperties(props)) as Shown;
        expect(markedKeys(sent)).toEqual(["deliverToDcPackageDetails"]);
        expect(markedKeys(sent.details!)).toEqual([
            "shippingAddress",
            "importDiskDetailsCollection",
            "contactDetails",
        ]);
    });
    it("takes the marks off what it copies, and this policy, asked after it, puts them on again", async () => {
        const props = shown();
        const copied = { ...props, details: { ...props.details } };
        const sent = (await serializeProperties(copied)) as Shown;
        expect([...markedKeys(sent), ...markedKeys(sent.details!)]).toEqual([]);
        expect(await remediated(orderType, sent)).toEqual({
            details: {
                shippingAddress: { streetAddress1: mark("1 Way") },
                importDiskDetailsCollection: { D: { bitLockerKey: mark("KEY") } },
            },
            deliverToDcPackageDetails: { ...parcel, trackingId: mark("T-1") },
        });
    });
});

describe("a checkpoint that holds secrets in clear", () => {
    const judge = (inputs: object, outputs: object = {}, type = nativeOrderType) =>
        checkpointJobs([{ type, urn: urnOf("disks", type), inputs, outputs }]).flatMap(inClear);

    it("is told of, by order and kind of secret, without a value or a serial number", () => {
        const [verdict, ...more] = judge(importOrder());
        expect(more).toEqual([]);
        expect(verdict?.kind).toBe("remark");
        expect(verdict?.message).toMatch(
            /^In clear: .* job "disks" .*importDiskDetailsCollection\.\*\.bitLockerKey, details\.returnToCustomerPackageDetails\.carrierAccountNumber/,
        );
        expect(verdict?.message).not.toMatch(/238810|ACC-700|9CA995BB/);
        expect(judge({}, importJob(), nativeType)[0]?.message).toContain(
            "driveList.*.bitLockerKey",
        );
    });
    it("is told of for this project's jobs, whose earlier versions left what a transform filled in", () => {
        const order = judge(
            importOrder({ deliverToDcPackageDetails: { carrierName: "FedEx", trackingId: "T-1" } }),
            {},
            orderType,
        )[0]?.message;
        expect(order).toMatch(
            /^In clear: .*contactDetails\.\*, .*emailList\.\*, .*bitLockerKey, .*carrierAccountNumber, .*trackingId/,
        );
        expect(order).not.toMatch(/T-1|238810|ACC-700|9CA995BB/);
        const job = judge(importJob({ properties: { returnShipping } }), {}, ownType)[0]?.message;
        expect(job).toMatch(/^In clear: .*bitLockerKey, .*driveId, .*carrierAccountNumber/);
    });
    it("is not, where they are encrypted", () => {
        const details = {
            importDiskDetailsCollection: { D: { bitLockerKey: encrypted } },
            returnToCustomerPackageDetails: encrypted,
        };
        expect(judge({ details }, { details: encrypted })).toEqual([]);
        const own = { details: { contactDetails: encrypted, ...details } };
        expect(judge(own, { details: encrypted }, orderType)).toEqual([]);
    });
});
