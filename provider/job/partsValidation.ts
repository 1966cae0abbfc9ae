/** The rules for parts of the inputs that the services have alike: parcels, disks, keys of encryption, accounts. */
import { butIs, type Findings, type Untrusted } from "./findings";
import { isUnknown } from "./unknowns";

export const storageAccountRule =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.(Classic)?Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;

const hashRule = /^([0-9a-f]{32}|[0-9a-f]{64})$/i;
const hashExample = '"109B21108597EF36D5785F08303F3638"';

/**
 * The parcel on its way to the data centre.
 *
 * @param number the service's name for its tracking number
 */
export function validateParcel(
    findings: Findings,
    at: string,
    value: unknown,
    number: "trackingId" | "trackingNumber",
): Untrusted | undefined {
    const parcel = findings.part(at, value, `{ carrierName: "FedEx", ${number}: … }`);
    if (!parcel) return undefined;
    findings.text(`${at}.carrierName`, parcel.carrierName, { example: '"FedEx"', required: true });
    findings.text(`${at}.${number}`, parcel[number], {
        example: "the number on the carrier's label, as a string; Azure finds the parcel by it",
        required: true,
    });
    return parcel;
}

/** The key that encrypts the BitLocker keys. */
export function validateEncryptionKey(
    findings: Findings,
    at: string,
    value: unknown,
    { typeRequired }: { readonly typeRequired: boolean },
): Untrusted | undefined {
    const key = findings.part(at, value, '{ kekType: "MicrosoftManaged" }');
    if (!key) return undefined;
    const types = ["MicrosoftManaged", "CustomerManaged"];
    const type = findings.oneOf(`${at}.kekType`, key.kekType, types, typeRequired);
    const required = type === "CustomerManaged";
    const example = '"https://vault.vault.azure.net/keys/disks"';
    findings.text(`${at}.kekUrl`, key.kekUrl, { example, required });
    findings.text(`${at}.kekVaultResourceID`, key.kekVaultResourceID, {
        example: "the Key Vault's ARM id",
        required,
    });
    return key;
}

/**
 * What opens a disk of an import, and what is on it.
 *
 * @param word the service's word for one
 */
export function validatePreparedDisk(
    findings: Findings,
    at: string,
    disk: Untrusted,
    { word, needsKey }: { readonly word: "drive" | "disk"; readonly needsKey: boolean },
): void {
    findings.text(`${at}.bitLockerKey`, disk.bitLockerKey, {
        example: `the ${word}'s recovery password (eight groups of six digits) or external key`,
        required: needsKey,
    });
    findings.text(`${at}.manifestFile`, disk.manifestFile, {
        example: '"\\\\DriveManifest.xml"',
        required: true,
    });
    const hash = findings.text(`${at}.manifestHash`, disk.manifestHash, {
        example: hashExample,
        required: true,
    });
    if (hash !== undefined && !hashRule.test(hash)) {
        findings.add(
            `${at}.manifestHash`,
            `must be 32 or 64 hexadecimal digits, e.g. ${hashExample}`,
        );
    }
}

/** A count. @param what of what, with an example: `drives, e.g. 2` */
export function validateWholeNumber(
    findings: Findings,
    at: string,
    value: unknown,
    what: string,
): void {
    if (isUnknown(value) || isLeftOut(value)) return;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
        findings.add(at, `must be a whole number of ${what}${butIs(value, [])}`);
    }
}

/** A list of texts. @param wrong what is wrong with one of them */
export function eachText(
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

export function isLeftOut(value: unknown): value is undefined | null {
    return value === undefined || value === null;
}
