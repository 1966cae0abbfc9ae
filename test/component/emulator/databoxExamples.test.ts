import { readdirSync } from "node:fs";
import path from "node:path";
import { importOrder, Orders, shipment, type OrderResponse } from "./dataBoxHarness";
import { checkedEmulator } from "./harness";
import { differencesOf, shapeOf } from "./shapes";
import { readSpec } from "./swagger";

interface Example {
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, { readonly body?: object }>>;
}

const folder = path.join(__dirname, "../..", "spec", "databox", "2025-07-01", "examples");
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
const apiVersion = "2025-07-01";

const orders = new Orders(checkedEmulator());
beforeEach(() => orders.emulator.reset());

const send = (method: string, body?: unknown, action = "") =>
    orders.on("example", method, body, action, { apiVersion });
const create = async () =>
    orders.follow(await send("PUT", readExample("JobsCreateExport").parameters.jobResource));

/** Each example's request, and what goes before it. */
const requests: Readonly<Record<string, () => Promise<OrderResponse>>> = {
    JobsCreateExport: create,
    JobsGetExport: async () => {
        await create();
        await send("POST", { reason: "CancelTest" }, "cancel");
        return orders.ask("GET", `${orders.id("example")}?$expand=details`, undefined, {
            apiVersion,
        });
    },
    MarkDevicesShipped: async () => {
        await orders.make("example", importOrder());
        const { markDevicesShippedRequest } = readExample("MarkDevicesShipped").parameters;
        expect(Object.keys(markDevicesShippedRequest as object)).toEqual(Object.keys(shipment));
        return send("POST", markDevicesShippedRequest, "markDevicesShipped");
    },
};

const because = (why: string, ...lines: string[]): Record<string, string> =>
    Object.fromEntries(lines.map((line) => [line, why]));

const recorded = because(
    "in the recordings of real answers",
    "+ systemData",
    "+ systemData.createdAt",
    "+ systemData.createdBy",
    "+ systemData.createdByType",
    "+ systemData.lastModifiedAt",
    "+ systemData.lastModifiedBy",
    "+ systemData.lastModifiedByType",
    "+ properties.allDevicesLost",
    "+ properties.reverseShippingDetailsUpdate",
    "+ properties.reverseTransportPreferenceUpdate",
    "+ properties.details.preferences",
    "+ properties.details.preferences.encryptionPreferences",
    "+ properties.details.preferences.encryptionPreferences.doubleEncryption",
    "+ properties.details.reverseShippingDetails",
);
const transfer = "+ properties.details.dataExportDetails[].transferConfiguration";

/**
 * Where the shape of our answer differs from the example's, and why. `-`: the example has it and we
 * do not; `+`: the other way round.
 */
const differences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    JobsCreateExport: {
        ...recorded,
        ...because(
            "in the recordings, and in JobsGetExport.json",
            "+ identity",
            "+ identity.type",
            "+ properties.isPrepareToShipEnabled",
            "+ properties.details.dataImportDetails",
            "+ properties.details.keyEncryptionKey",
            "+ properties.details.keyEncryptionKey.kekType",
            "+ properties.details.dataExportDetails",
            "+ properties.details.dataExportDetails[]",
            "+ properties.details.dataExportDetails[].accountDetails",
            "+ properties.details.dataExportDetails[].accountDetails.dataAccountType",
            "+ properties.details.dataExportDetails[].accountDetails.storageAccountId",
            "+ properties.details.dataExportDetails[].logCollectionLevel",
            transfer,
            `${transfer}.transferAllDetails`,
            `${transfer}.transferAllDetails.include`,
            `${transfer}.transferAllDetails.include.dataAccountType`,
            `${transfer}.transferAllDetails.include.transferAllBlobs`,
            `${transfer}.transferAllDetails.include.transferAllFiles`,
            `${transfer}.transferConfigurationType`,
        ),
        ...because(
            "the recordings answer it only with $expand",
            "- properties.details.copyLogDetails",
            "- properties.details.copyProgress",
            "- properties.details.jobStages",
            "- properties.details.jobStages[]",
            "- properties.details.jobStages[].displayName",
            "- properties.details.jobStages[].stageName",
            "- properties.details.jobStages[].stageStatus",
            "- properties.details.jobStages[].stageTime",
        ),
    },
    JobsGetExport: {
        ...recorded,
        ...because("in the swagger, in no example", "+ properties.details.actions"),
        ...because(
            "addresses to download of a device's journey, of which we know nothing",
            "- properties.details.chainOfCustodySasKey",
            "- properties.details.reverseShipmentLabelSasKey",
        ),
        ...because(
            "wiped with the rest of the contact: a work phone's extension is personal",
            "- properties.details.contactDetails.phoneExtension",
        ),
        ...because(
            "an empty object beside what was asked for, in this example alone",
            `${transfer.replace("+", "-")}.transferFilterDetails`,
        ),
    },
    MarkDevicesShipped: {},
};

describe("the official examples", () => {
    it("are all known here", () => {
        expect(Object.keys(requests).sort()).toEqual([...names].sort());
    });

    it.each(names)("%s is answered in the example's shape", async (name) => {
        const answer = await requests[name]!();
        const example = readExample(name);
        expect(Object.keys(example.responses)).toContain(String(answer.status));
        const expected = example.responses[String(answer.status)]!.body;
        expect(differencesOf(shapeOf(expected), shapeOf(answer.body))).toEqual(
            Object.keys(differences[name]!).sort(),
        );
    });
});

function readExample(name: string): Example {
    return readSpec<Example>("databox", "2025-07-01", "examples", `${name}.json`);
}
