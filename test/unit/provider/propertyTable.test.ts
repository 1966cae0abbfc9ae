/** The property tables, held against Microsoft's own description of the request bodies. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { properties as dataBox } from "../../../provider/databox/propertyTable";
import { properties as importExport } from "../../../provider/importexport/propertyTable";
import { sensitiveValues } from "../../../provider/arm/redaction";
import { secretFieldsOf } from "../../../provider/job/secretFields";
import { pathsOf, secretPaths, type PropertyTable } from "../../../provider/job/propertyTable";

interface Model {
    readonly properties?: Readonly<Record<string, Model>>;
    readonly allOf?: readonly Model[];
    readonly readOnly?: boolean;
    readonly $ref?: string;
}

function definitionsOf(file: string): Readonly<Record<string, Model>> {
    const text = readFileSync(path.resolve(__dirname, "../../spec", file), "utf8");
    return (JSON.parse(text) as { definitions: Record<string, Model> }).definitions;
}

/** ARM's tracked resource: its definition stands in another file. */
const tracked = ["location", "tags"];
/** ARM's resource, of which every property but these two is read-only. */
const armOutputs = ["id", "name", "type", "systemData"];
const ofTheId = ["resourceGroupName", "jobName", "subscriptionId"];
const ours = ["deletion", "adoptExisting", "owner", "creation"];

/** The names directly in a definition, with those of what it is all of. */
function namesOf(model: Model | undefined, all: Readonly<Record<string, Model>>): string[] {
    const refersTo = model?.$ref?.startsWith("#/definitions/") ? model.$ref.slice(14) : undefined;
    if (refersTo !== undefined) return namesOf(all[refersTo], all);
    const bases = (model?.allOf ?? []).flatMap((base) => namesOf(base, all));
    return [...bases, ...Object.keys(model?.properties ?? {})];
}

/** The names that the table has directly under a path. */
function inTable({ rows }: PropertyTable<never, never>, parent: string): string[] {
    const prefix = parent === "" ? "" : `${parent}.`;
    return Object.keys(rows)
        .filter((one) => one.startsWith(prefix))
        .map((one) => one.slice(prefix.length))
        .filter((name) => !/[.[{]/.test(name));
}

function sorted(names: readonly string[]): string[] {
    return [...new Set(names)].sort();
}

describe("the table of Import/Export", () => {
    const all = definitionsOf("2021-01-01/storageimportexport.json");

    it("has a row for each property of a job, and no other", () => {
        expect(sorted(inTable(importExport, "properties"))).toEqual(
            sorted(namesOf(all.JobDetails, all)),
        );
        const atTop = namesOf(all.JobResponse, all).filter((name) => name !== "properties");
        expect(sorted(inTable(importExport, ""))).toEqual(sorted([...atTop, ...ofTheId, ...ours]));
    });

    it.each([
        ["properties.returnAddress", "ReturnAddress"],
        ["properties.returnShipping", "ReturnShipping"],
        ["properties.deliveryPackage", "DeliveryPackageInformation"],
        ["properties.encryptionKey", "EncryptionKeyDetails"],
    ])("takes in %s what %s has", (at, model) => {
        expect(sorted(importExport.rows[at]?.parts ?? [])).toEqual(
            sorted(namesOf(all[model], all)),
        );
    });

    it("takes of a drive, or knows as Azure's, what DriveStatus has", () => {
        const given = importExport.rows["properties.driveList"]?.parts ?? [];
        const shown = inTable(importExport, "properties.driveList[]");
        expect(given.filter((name) => shown.includes(name))).toEqual([]);
        expect(sorted([...given, ...shown])).toEqual(sorted(namesOf(all.DriveStatus, all)));
    });

    it("takes of a selection what Export has, with the lists beside the list's blob", () => {
        const { blobList, ...beside } = all.Export?.properties ?? {};
        expect(sorted(importExport.rows["properties.export"]?.parts ?? [])).toEqual(
            sorted([...namesOf(blobList, all), ...Object.keys(beside)]),
        );
    });

    it("patches what Jobs_Update takes, and replaces for everything else that a program can give", () => {
        const { tags, properties } = all.UpdateJobParameters?.properties ?? {};
        expect(tags).toBeDefined();
        const patched = namesOf(properties, all).map((name) => `properties.${name}`);
        expect(sorted(pathsOf(importExport, "patch"))).toEqual(sorted([...patched, "tags"]));
        expect(pathsOf(importExport, "immutable")).toEqual([
            "resourceGroupName",
            "jobName",
            "subscriptionId",
            "location",
            "properties.storageAccountId",
            "properties.jobType",
            "properties.diagnosticsPath",
            "properties.export",
            "properties.encryptionKey",
        ]);
    });

    it("refuses what is read-only, and the identity, which no request has", () => {
        expect(sorted(pathsOf(importExport, "refused"))).toEqual(
            sorted([...readOnlyIn(all.JobResponse), "identity"]),
        );
        expect(namesOf(all.PutJobParameters, all)).not.toContain("identity");
    });
});

describe("the table of Data Box", () => {
    const all = definitionsOf("databox/2025-07-01/databox.jobs-subset.json");
    const details = namesOf(all.DataBoxCustomerDiskJobDetails, all);

    it("has a row for each property of a job, and no other", () => {
        expect(sorted(inTable(dataBox, "details"))).toEqual(sorted(details));
        const own = [...namesOf(all.JobResource, all), ...namesOf(all.JobProperties, all)];
        const atTop = own.filter((name) => name !== "properties" && name !== "details");
        const announced = namesOf(all.MarkDevicesShippedRequest, all);
        expect(sorted(inTable(dataBox, ""))).toEqual(
            sorted([...atTop, ...announced, ...tracked, ...armOutputs, ...ofTheId, ...ours]),
        );
    });

    it.each([
        ["sku", "Sku"],
        ["deliveryInfo", "JobDeliveryInfo"],
        ["identity", "ResourceIdentity"],
        ["deliverToDcPackageDetails", "PackageCarrierInfo"],
        ["details.contactDetails", "ContactDetails"],
        ["details.shippingAddress", "ShippingAddress"],
        ["details.importDiskDetailsCollection", "ImportDiskDetails"],
        ["details.returnToCustomerPackageDetails", "PackageCarrierDetails"],
        ["details.dataImportDetails", "DataImportDetails"],
        ["details.dataExportDetails", "DataExportDetails"],
        ["details.keyEncryptionKey", "KeyEncryptionKey"],
        ["details.reverseShippingDetails", "ReverseShippingDetails"],
    ])("takes in %s what %s has, but for what it refuses as read-only", (at, model) => {
        const inItems = inTable(dataBox, `${at}{}`);
        const readOnly = [...inTable(dataBox, at), ...inItems].filter((name) =>
            [`${at}.${name}`, `${at}{}.${name}`].some(
                (one) => dataBox.rows[one]?.change === "refused",
            ),
        );
        expect(sorted(readOnly)).toEqual(sorted(readOnlyIn(all[model])));
        expect(sorted([...(dataBox.rows[at]?.parts ?? []), ...readOnly])).toEqual(
            sorted(namesOf(all[model], all)),
        );
    });

    it("patches what Jobs_Update takes, and replaces for everything else that a program can give", () => {
        const update = namesOf(all.JobResourceUpdateParameter, all);
        const patched = namesOf(all.UpdateJobDetails, all).map((name) => `details.${name}`);
        expect(sorted(pathsOf(dataBox, "patch"))).toEqual(
            sorted([...patched, ...update.filter((name) => name !== "properties")]),
        );
        expect(pathsOf(dataBox, "immutable")).toEqual([
            "resourceGroupName",
            "jobName",
            "subscriptionId",
            "location",
            "sku.name",
            "transferType",
            "deliveryType",
            "deliveryInfo",
            "details.importDiskDetailsCollection",
            "details.dataImportDetails",
            "details.dataExportDetails",
            "details.enableManifestBackup",
            "details.expectedDataSizeInTeraBytes",
        ]);
        expect(pathsOf(dataBox, "request")).toEqual(namesOf(all.MarkDevicesShippedRequest, all));
    });

    it("refuses what is read-only, and takes nothing of it", () => {
        const isNested = (one: string) => /^(identity|details\..*(\{\})?)\.[^.]+$/.test(one);
        expect(sorted(pathsOf(dataBox, "refused").filter((one) => !isNested(one)))).toEqual(
            sorted([
                ...armOutputs,
                ...readOnlyIn(all.JobProperties),
                ...[
                    ...readOnlyIn(all.JobDetails),
                    ...readOnlyIn(all.DataBoxCustomerDiskJobDetails),
                ].map((name) => `details.${name}`),
            ]),
        );
        expect(pathsOf(dataBox, "ignored")).toEqual([]);
    });
});

it.each([
    ["Import/Export", importExport, "2021-01-01/storageimportexport.json"],
    ["Data Box", dataBox, "databox/2025-07-01/databox.jobs-subset.json"],
] as const)(
    "names for each row of %s a definition that there is, or ARM or itself",
    (_, table, file) => {
        const all = definitionsOf(file);
        const named = Object.values<{ readonly source: string }>(table.rows).flatMap(({ source }) =>
            source
                .split(/[:;] /)
                .slice(0, 1)
                .flatMap((words) => words.split(" of ")),
        );
        const others = sorted(named).filter((name) => all[name] === undefined);
        expect(others).toEqual(["ARM", "this provider's own"]);
    },
);

/** The names directly in a definition that only Azure writes. */
function readOnlyIn(model: Model | undefined): string[] {
    return Object.entries(model?.properties ?? {})
        .filter(([, { readOnly }]) => readOnly)
        .map(([name]) => name);
}

describe.each([
    ["an import/export job", importExport],
    ["a customer-disk order", dataBox],
] as const)("what the table of %s calls secret", (_, table: PropertyTable<never, never>) => {
    // `arm` knows no job, so it is handed the names of fields; a row whose secrets it would show fails here.
    it.each(secretPaths(table))("is in no error text: %s", (path) => {
        const secret = "marked-4711";
        const body = path.split(".").reduceRight<unknown>(
            // Every key of a map: one that no document names yet, too.
            (inner, name) => ({ [name === "*" ? "anything" : name]: inner }),
            secret,
        );
        expect(sensitiveValues(body, secretFieldsOf(table))).toContain(secret);
    });
});
