/** Reads the raw answers of Microsoft.DataBox and of Microsoft.Authorization/locks, as answers.ts does those of jobs. */
import {
    AnswerError,
    isObject,
    list,
    object,
    readPage,
    type Page,
    type RawAnswer,
} from "./answers";
import type { ArmLock, DiskSecret } from "./dataBoxClient";

/** What one page of credentials says: keys, or the service's error in their place. */
export type CredentialsPage = { secrets: DiskSecret[] } | { error: Record<string, unknown> };

/**
 * The keys of one page of credentials: `value[].jobSecrets.diskSecrets[]`. No secrets, or none of disks, is no key.
 * The service tells there, with status 200, that it could not fetch them (`jobSecrets.error`): that is not "none".
 */
export function readCredentials(answer: RawAnswer): CredentialsPage {
    const all = list(object(answer)).flatMap(({ jobSecrets }) =>
        isObject(jobSecrets) ? [jobSecrets] : [],
    );
    for (const { error } of all) {
        if (isObject(error) && typeof error.code === "string") return { error };
    }
    const secrets = all.flatMap(({ diskSecrets }) => {
        if (diskSecrets === undefined || diskSecrets === null) return [];
        if (!Array.isArray(diskSecrets)) throw new AnswerError("its diskSecrets are no list");
        return diskSecrets.map(asDiskSecret);
    });
    return { secrets };
}

function asDiskSecret(secret: unknown): DiskSecret {
    if (
        !isObject(secret) ||
        typeof secret.diskSerialNumber !== "string" ||
        typeof secret.bitLockerKey !== "string"
    ) {
        throw new AnswerError("a key in it has no diskSerialNumber or no bitLockerKey");
    }
    return { diskSerialNumber: secret.diskSerialNumber, bitLockerKey: secret.bitLockerKey };
}

/** One page of SKUs, as they were sent. */
export function readSkuPage(answer: RawAnswer): Page<Record<string, unknown>> {
    return readPage(answer, (item) => {
        if (!isObject(item.sku)) throw new AnswerError("a SKU in it has no sku");
        return item;
    });
}

/** The part of a region's configuration that was asked for. */
export function readDataCenterAddress(answer: RawAnswer): Record<string, unknown> {
    const { datacenterAddressResponse } = object(answer);
    if (!isObject(datacenterAddressResponse)) {
        throw new AnswerError("it lacks datacenterAddressResponse");
    }
    return datacenterAddressResponse;
}

/** One page of locks. */
export function readLockPage(answer: RawAnswer): Page<ArmLock> {
    return readPage(answer, (item) => {
        if (typeof item.id !== "string" || typeof item.name !== "string") {
            throw new AnswerError("a lock in it lacks id or name");
        }
        return item;
    });
}

/**
 * The end of an operation that leaves nothing: no body, or an object. One that tells of an error is none: the status of
 * an operation is told by some services with 200, however it ended.
 */
export function readEnd(answer: RawAnswer): void {
    if (answer.text.trim() === "") return;
    const { error, status } = object(answer);
    if (isObject(error) || (typeof status === "string" && !/^succeeded$/i.test(status))) {
        throw new AnswerError("it tells that the operation has not succeeded");
    }
}

/** 204 has no body, and there is nothing to read. */
export function readNothing(): "accepted" {
    return "accepted";
}
