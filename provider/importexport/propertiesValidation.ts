import { butIs, type Findings, type Untrusted } from "../job/findings";
import { isUnknown } from "../job/unknowns";
import { namesUnder } from "../job/propertyTable";
import { properties } from "./propertyTable";
import { addressExamples, isUnsetState } from "./sameness";

/** What the rules need to know beside the properties. */
export interface Occasion {
    /** The job is about to be made. */
    readonly isNew: boolean;
    /** A job that exists will be taken over as it is. */
    readonly adopts: boolean;
}

const storageAccountRule =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(Classic)?Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;
const hashRule = /^([0-9a-f]{32}|[0-9a-f]{64})$/i;

/** The rules for `properties`. Sources: `JobDetails` of the API descriptions; reference on limits (ten drives). */
export function validateProperties(findings: Findings, value: Untrusted, occasion: Occasion): void {
    // The rules for the shape of a new job do not bind one that exists: what it has, Azure has taken.
    const required = !occasion.adopts;
    findings.keys("properties", value, namesUnder(properties, "properties"));
    const account = findings.text("properties.storageAccountId", value.storageAccountId, {
        example: accountExample,
        required,
    });
    if (account !== undefined && !storageAccountRule.test(account)) {
        findings.add(
            "properties.storageAccountId",
            `must be the id of a storage account, e.g. ${accountExample}`,
        );
    }
    const jobType = findings.oneOf(
        "properties.jobType",
        value.jobType,
        ["Import", "Export"],
        required,
    );
    findings.text("properties.diagnosticsPath", value.diagnosticsPath, {
        example: '"waimportexport"',
    });
    findings.oneOf("properties.logLevel", value.logLevel, ["Error", "Verbose"]);
    findings.flag("properties.backupDriveManifest", value.backupDriveManifest);
    validateReturn(findings, value);
    validateDeliveryPackage(findings, value.deliveryPackage);
    validateEncryptionKey(findings, value.encryptionKey);
    if (jobType === "Import") validateImport(findings, value, occasion);
    if (jobType === "Export") validateExport(findings, value, occasion);
    validateShipment(findings, value, occasion);
    const cancels = findings.flag("properties.cancelRequested", value.cancelRequested) ?? false;
    if (cancels && occasion.isNew && !occasion.adopts) {
        findings.add(
            "properties.cancelRequested",
            "is true, but there is no job to cancel yet; leave it out of a new job",
        );
    }
}

const accountExample =
    '"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/archive"';

const optionalInAddress = ["streetAddress2", "stateOrProvince"];

function validateReturn(findings: Findings, value: Untrusted): void {
    const address = findings.object(
        "properties.returnAddress",
        value.returnAddress,
        '{ recipientName: "Ada Example", … }',
    );
    if (address) {
        const at = "properties.returnAddress";
        findings.keys(at, address, namesUnder(properties, at));
        for (const [key, example] of Object.entries(addressExamples)) {
            const required = !optionalInAddress.includes(key);
            findings.text(`${at}.${key}`, address[key], { example, required });
        }
    }
    const shipping = findings.object(
        "properties.returnShipping",
        value.returnShipping,
        '{ carrierName: "FedEx", … }',
    );
    if (shipping) {
        const at = "properties.returnShipping";
        findings.keys(at, shipping, namesUnder(properties, at));
        findings.text(`${at}.carrierName`, shipping.carrierName, {
            example: '"FedEx"',
            required: true,
        });
        findings.text(`${at}.carrierAccountNumber`, shipping.carrierAccountNumber, {
            example: "your account number with the carrier, as a string",
            required: true,
        });
    }
}

function validateDeliveryPackage(findings: Findings, value: unknown): void {
    const at = "properties.deliveryPackage";
    const parcel = findings.object(at, value, '{ carrierName: "FedEx", trackingNumber: … }');
    if (!parcel) return;
    findings.keys(at, parcel, namesUnder(properties, at));
    findings.text(`${at}.carrierName`, parcel.carrierName, { example: '"FedEx"', required: true });
    findings.text(`${at}.trackingNumber`, parcel.trackingNumber, {
        example: "the number on the carrier's label, as a string; Azure finds the parcel by it",
        required: true,
    });
    findings.text(`${at}.shipDate`, parcel.shipDate, { example: '"2026-11-22"' });
    const count = parcel.driveCount;
    if (isUnknown(count) || count === undefined || count === null) return;
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0) {
        findings.add(
            `${at}.driveCount`,
            `must be a whole number of drives, e.g. 2${butIs(count, [])}`,
        );
    }
}

function validateEncryptionKey(findings: Findings, value: unknown): void {
    const at = "properties.encryptionKey";
    const key = findings.object(at, value, '{ kekType: "MicrosoftManaged" }');
    if (!key) return;
    findings.keys(at, key, namesUnder(properties, at));
    const type = findings.oneOf(`${at}.kekType`, key.kekType, [
        "MicrosoftManaged",
        "CustomerManaged",
    ]);
    const required = type === "CustomerManaged";
    findings.text(`${at}.kekUrl`, key.kekUrl, {
        example: '"https://vault.vault.azure.net/keys/disks"',
        required,
    });
    findings.text(`${at}.kekVaultResourceID`, key.kekVaultResourceID, {
        example: "the Key Vault's ARM id",
        required,
    });
}

export const driveLimit = 10;
const driveExample =
    '[{ driveId: "9CA995BB", bitLockerKey: …, manifestFile: "\\\\DriveManifest.xml", manifestHash: "109B21108597EF36D5785F08303F3638" }]';

function validateImport(findings: Findings, value: Untrusted, occasion: Occasion): void {
    const at = "properties.driveList";
    if (value.export !== undefined && value.export !== null) {
        findings.add(
            "properties.export",
            'is for export jobs only; leave it out, or set jobType: "Export"',
        );
    }
    if (isUnknown(value.driveList)) return;
    const isLeftOut = value.driveList === undefined || value.driveList === null;
    if (isLeftOut && occasion.adopts) return;
    const drives = findings.array(at, value.driveList ?? [], driveExample);
    if (!drives) return;
    if (drives.length === 0) {
        const isNothing = isLeftOut ? "is missing" : "is empty";
        findings.add(
            at,
            `${isNothing}, and an import job needs 1 to ${driveLimit} drives, e.g. ${driveExample}`,
        );
    }
    if (drives.length > driveLimit) {
        findings.add(
            at,
            `has ${drives.length} drives, and a job takes at most ${driveLimit}; give the others a job of their own`,
        );
    }
    const seen: string[] = [];
    drives.forEach((item, index) => {
        const place = `${at}[${index}]`;
        if (isUnknown(item)) return;
        const drive = findings.object(place, item, driveExample);
        if (drive) validateDrive(findings, place, drive, { seen, needsKey: !occasion.adopts });
    });
}

function validateDrive(
    findings: Findings,
    at: string,
    drive: Untrusted,
    { seen, needsKey }: { seen: string[]; needsKey: boolean },
): void {
    findings.keys(at, drive, namesUnder(properties, "properties.driveList[]"));
    const id = findings.text(`${at}.driveId`, drive.driveId, {
        example: '"9CA995BB"',
        required: true,
    });
    if (id !== undefined && /\s/.test(id)) {
        findings.add(
            `${at}.driveId`,
            'must have no blank: it is the serial number without spaces, e.g. "9CA995BB"',
        );
    }
    if (id !== undefined && seen.includes(id.toLowerCase())) {
        findings.add(
            `${at}.driveId`,
            "must stand in the list once: each drive has a serial number of its own",
        );
    }
    if (id !== undefined) seen.push(id.toLowerCase());
    findings.text(`${at}.bitLockerKey`, drive.bitLockerKey, {
        example: "the drive's recovery password (eight groups of six digits) or external key",
        required: needsKey,
    });
    findings.text(`${at}.manifestFile`, drive.manifestFile, {
        example: '"\\\\DriveManifest.xml"',
        required: true,
    });
    const hash = findings.text(`${at}.manifestHash`, drive.manifestHash, {
        example: hashExample,
        required: true,
    });
    if (hash !== undefined && !hashRule.test(hash)) {
        findings.add(
            `${at}.manifestHash`,
            `must be 32 or 64 hexadecimal digits, e.g. ${hashExample}`,
        );
    }
    findings.text(`${at}.driveHeaderHash`, drive.driveHeaderHash, { example: '"0:1048576:FB6B…"' });
}

const hashExample = '"109B21108597EF36D5785F08303F3638"';

function validateExport(findings: Findings, value: Untrusted, { adopts }: Occasion): void {
    if (!adopts && Array.isArray(value.driveList) && value.driveList.length > 0) {
        findings.add(
            "properties.driveList",
            'is for import jobs only (for an export Azure reports the drives that it received); leave it out, or set jobType: "Import"',
        );
    }
    const at = "properties.export";
    if (isUnknown(value.export)) return;
    if (adopts && (value.export === undefined || value.export === null)) return;
    const selection = findings.object(at, value.export ?? {}, '{ blobPathPrefix: ["/"] }');
    if (!selection) return;
    findings.keys(at, selection, namesUnder(properties, at));
    const chosen = [selection.blobPath, selection.blobPathPrefix, selection.blobListBlobPath];
    if (
        !adopts &&
        chosen.every(
            (part) =>
                part === undefined ||
                part === null ||
                part === "" ||
                (Array.isArray(part) && part.length === 0),
        )
    ) {
        findings.add(
            at,
            'selects nothing; name the blobs to export, e.g. { blobPathPrefix: ["/"] } for all of them',
        );
    }
    // Of a leading slash the documents contradict each other, so Azure decides: see `slashedPaths`.
    eachText(findings, `${at}.blobPath`, selection.blobPath, '["videos/story.mp4"]');
    eachText(
        findings,
        `${at}.blobPathPrefix`,
        selection.blobPathPrefix,
        '["/videos/"]',
        (prefix) =>
            adopts || prefix.startsWith("/")
                ? undefined
                : 'must start with a slash, as a prefix does, e.g. "/videos/"',
    );
    const list = findings.text(`${at}.blobListBlobPath`, selection.blobListBlobPath, {
        example: '"lists/export.xml"',
    });
    if (!adopts && list !== undefined && !/^[^/]+\/./.test(list)) {
        findings.add(
            `${at}.blobListBlobPath`,
            'must be a container and a blob, e.g. "lists/export.xml"',
        );
    }
}

function eachText(
    findings: Findings,
    at: string,
    value: unknown,
    example: string,
    wrong: (text: string) => string | undefined = () => undefined,
): void {
    findings.array(at, value, example)?.forEach((item, index) => {
        const text = findings.text(`${at}[${index}]`, item, { example, required: true });
        const reason = text === undefined ? undefined : wrong(text);
        if (reason) findings.add(`${at}[${index}]`, reason);
    });
}

function validateShipment(findings: Findings, value: Untrusted, { adopts }: Occasion): void {
    if (isUnknown(value.state) || isUnsetState(value.state)) return;
    if (value.state !== "Shipping") {
        findings.add(
            "properties.state",
            `must be "Shipping", which announces the shipment${butIs(value.state, ["Shipping"])}; leave it out otherwise, and read the state from the outputs`,
        );
        return;
    }
    // "Either in this request or in a previous request": a job that exists may have them.
    for (const key of adopts ? [] : ["returnAddress", "deliveryPackage"]) {
        if (value[key] !== undefined && value[key] !== null) continue;
        findings.add(
            `properties.${key}`,
            `is missing, and a shipment can be announced only with it: ${shipmentNeeds[key]}`,
        );
    }
}

const shipmentNeeds: Record<string, string> = {
    returnAddress: 'Azure could not send the drives back; give { recipientName: "Ada Example", … }',
    deliveryPackage:
        'Azure could not find the parcel; give { carrierName: "FedEx", trackingNumber: … }',
};

/** What is to be said of blob paths that begin with a slash; undefined: nothing, there is none. */
export function slashedPaths(selection: unknown): string | undefined {
    const paths = (selection as Untrusted | undefined | null)?.blobPath;
    const isSlashed = (path: unknown) => typeof path === "string" && path.startsWith("/");
    if (!Array.isArray(paths) || !paths.some(isSlashed)) return undefined;
    return 'has a slash at the beginning of an entry of properties.export.blobPath. The published command has one too ("/"), and the page on export selections says that a path has none, so it may select nothing. For everything, blobPathPrefix: ["/"] is what both say.';
}
