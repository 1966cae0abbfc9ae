import type { Findings, Untrusted } from "../job/findings";
import { isLeftOut, storageAccountRule } from "../job/partsValidation";
import { isUnknown } from "../job/unknowns";
import { validateDisks } from "./disksValidation";

/** What an import has: its disks, and where their data goes. */
export function validateImport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (Array.isArray(value.dataExportDetails) && value.dataExportDetails.length > 0) {
        findings.add(
            "details.dataExportDetails",
            'is for exports only; leave it out, or set transferType: "ExportFromAzure"',
        );
    }
    validateDisks(findings, value.importDiskDetailsCollection, adopts);
    const example = `[{ accountDetails: ${accountExample} }]`;
    if (adopts && isLeftOut(value.dataImportDetails)) return;
    eachData(findings, "details.dataImportDetails", value.dataImportDetails, example);
}

/** What an export has: which data goes to the disks. */
export function validateExport(findings: Findings, value: Untrusted, adopts: boolean): void {
    if (value.importDiskDetailsCollection !== undefined) {
        findings.add(
            "details.importDiskDetailsCollection",
            'is for imports only (for an export Azure reports the disks that it received); leave it out, or set transferType: "ImportToAzure"',
        );
    }
    const at = "details.dataExportDetails";
    const example = `[{ accountDetails: ${accountExample}, transferConfiguration: ${transferExample} }]`;
    if (adopts && isLeftOut(value.dataExportDetails)) return;
    eachData(findings, at, value.dataExportDetails, example, (place, data) =>
        validateTransfer(findings, `${place}.transferConfiguration`, data.transferConfiguration),
    );
}

const accountExample = '{ dataAccountType: "StorageAccount", storageAccountId: … }';
const transferExample =
    '{ transferConfigurationType: "TransferAll", transferAllDetails: { include: { dataAccountType: "StorageAccount", transferAllBlobs: true } } }';

function eachData(
    findings: Findings,
    at: string,
    value: unknown,
    example: string,
    more?: (place: string, data: Untrusted) => void,
): void {
    if (isUnknown(value)) return;
    const list = findings.array(at, value ?? [], example);
    if (list?.length === 0) findings.add(at, `is empty; give it, e.g. ${example}`);
    list?.forEach((item, index) => {
        const place = `${at}[${index}]`;
        const data = findings.part(place, item, example, at);
        if (!data) return;
        findings.oneOf(`${place}.logCollectionLevel`, data.logCollectionLevel, [
            "Error",
            "Verbose",
        ]);
        validateAccount(findings, `${place}.accountDetails`, data.accountDetails);
        more?.(place, data);
    });
}

const accountIds: Readonly<Record<string, readonly string[]>> = {
    StorageAccount: ["storageAccountId"],
    ManagedDisk: ["resourceGroupId", "stagingStorageAccountId"],
};

function validateAccount(findings: Findings, at: string, value: unknown): void {
    const account = findings.requiredObject(at, value, accountExample);
    if (!account) return;
    const types = ["StorageAccount", "ManagedDisk"];
    const type = findings.oneOf(`${at}.dataAccountType`, account.dataAccountType, types, true);
    const ids = accountIds[type ?? ""];
    if (!ids) return;
    findings.keys(at, account, ["dataAccountType", "sharePassword", ...ids]);
    findings.text(`${at}.sharePassword`, account.sharePassword, { example: "a string" });
    for (const key of ids) {
        const example = "its ARM id, /subscriptions/…";
        const id = findings.text(`${at}.${key}`, account[key], { example, required: true });
        const isAccount = key !== "resourceGroupId";
        if (id === undefined || !isAccount || storageAccountRule.test(id)) continue;
        findings.add(`${at}.${key}`, "must be the id of a storage account, /subscriptions/…");
    }
}

function validateTransfer(findings: Findings, at: string, value: unknown): void {
    const transfer = findings.requiredObject(at, value, transferExample);
    if (!transfer) return;
    findings.keys(at, transfer, [
        "transferConfigurationType",
        "transferAllDetails",
        "transferFilterDetails",
    ]);
    const types = ["TransferAll", "TransferUsingFilter"];
    const place = `${at}.transferConfigurationType`;
    const type = findings.oneOf(place, transfer.transferConfigurationType, types, true);
    if (!type || isUnknown(transfer)) return;
    const needed = type === "TransferAll" ? "transferAllDetails" : "transferFilterDetails";
    const found = findings.object(`${at}.${needed}`, transfer[needed], "{ include: … }");
    if (transfer[needed] === undefined || (found && found.include === undefined)) {
        findings.add(`${at}.${needed}`, `says nothing; "${type}" needs it, e.g. { include: … }`);
    }
}
