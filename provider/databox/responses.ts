/** Reads the bodies of Microsoft.DataBox and of Microsoft.Authorization/locks. */
import { BodyError, isObject, items, object, type ArmResponse } from "../arm/response";
import type { ArmLock, DiskSecret } from "./dataBoxClient";

/** What one page of credentials says: keys, or the service's error in their place. */
export type CredentialsPage = { secrets: DiskSecret[] } | { error: Record<string, unknown> };

/**
 * The keys of one page of credentials: `value[].jobSecrets.diskSecrets[]`. No secrets, or none of disks, is no key.
 * The service tells there, with status 200, that it could not fetch them (`jobSecrets.error`): that is not "none".
 */
export function readCredentials(response: ArmResponse): CredentialsPage {
    const all = items(object(response)).flatMap(({ jobSecrets }) =>
        isObject(jobSecrets) ? [jobSecrets] : [],
    );
    for (const { error } of all) {
        if (isObject(error) && typeof error.code === "string") return { error };
    }
    const secrets = all.flatMap(({ diskSecrets }) => {
        if (diskSecrets === undefined || diskSecrets === null) return [];
        if (!Array.isArray(diskSecrets)) throw new BodyError("its diskSecrets are no list");
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
        throw new BodyError("a key in it has no diskSerialNumber or no bitLockerKey");
    }
    return { diskSerialNumber: secret.diskSerialNumber, bitLockerKey: secret.bitLockerKey };
}

/** One SKU, as it was sent. */
export function asSku(item: Record<string, unknown>): Record<string, unknown> {
    if (!isObject(item.sku)) throw new BodyError("a SKU in it has no sku");
    return item;
}

/** The part of a region's configuration that was asked for. */
export function readDataCenterAddress(response: ArmResponse): Record<string, unknown> {
    const { datacenterAddressResponse } = object(response);
    if (!isObject(datacenterAddressResponse)) {
        throw new BodyError("it lacks datacenterAddressResponse");
    }
    return datacenterAddressResponse;
}

/** One lock of a list. */
export function asLock(item: Record<string, unknown>): ArmLock {
    if (typeof item.id !== "string" || typeof item.name !== "string") {
        throw new BodyError("a lock in it lacks id or name");
    }
    return item;
}

/**
 * The end of an operation that leaves nothing: no body, or an object. One that tells of an error is none: the status of
 * an operation is told by some services with 200, however it ended.
 */
export function readEnd(response: ArmResponse): void {
    if (response.text.trim() === "") return;
    const { error, status } = object(response);
    if (isObject(error) || (typeof status === "string" && !/^succeeded$/i.test(status))) {
        throw new BodyError("it tells that the operation has not succeeded");
    }
}

/** 204 has no body, and there is nothing to read. */
export function readNothing(): "accepted" {
    return "accepted";
}
